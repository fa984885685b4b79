using System.Globalization;

namespace Fraud.TestKit;

/// <summary>How much a test does: little in the suite, more where a variable of the environment says so.</summary>
public static class TestSize
{
    /// <summary>The number in a variable of the environment.</summary>
    /// <param name="variable">Its name.</param>
    /// <param name="otherwise">What counts where it is not set, or is no number.</param>
    public static int Of(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
