using Xunit.Sdk;

namespace Fraud.TestKit;

/// <summary>
/// The folder <c>shared</c> beside the repository, or where <c>FRAUD_SHARED</c> says: data sets and the reference broker, which tests use where
/// they are present.
/// </summary>
public static class SharedFolder
{
    /// <summary>Its path; null where it is absent.</summary>
    public static string? Path { get; } = Find();

    /// <summary>True in continuous integration (<c>CI=true</c>), where nothing may be missing.</summary>
    public static bool IsRequired => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A file or folder in it: <c>File("data", "cards-2019.csv.gz")</c>.</summary>
    /// <exception cref="XunitException">The folder or the file is absent.</exception>
    public static string File(params string[] parts)
    {
        var path = System.IO.Path.Combine([Path ?? throw new XunitException(Reason()!), .. parts]);
        return System.IO.File.Exists(path) || Directory.Exists(path) ? path : throw new XunitException($"There is no {path}.");
    }

    /// <summary>Why tests that need the folder cannot run; null when they can.</summary>
    internal static string? Reason() =>
        Path is null ? "There is no shared folder beside the repository; FRAUD_SHARED can name one." : null;

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("FRAUD_SHARED") is { Length: > 0 } named)
            return Directory.Exists(named) ? System.IO.Path.GetFullPath(named) : null;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, "Fraud.sln")))
                continue;
            var shared = System.IO.Path.Combine(folder.Parent?.FullName ?? "/", "shared");
            return Directory.Exists(shared) ? shared : null;
        }
        return null;
    }
}
