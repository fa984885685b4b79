using Fraud.Scoring.Cel;
using Xunit;

namespace Fraud.UnitTests.Cel;

/// <summary>
/// A table of expressions: <c>expression  ->  value</c>, <c>expression  ->  ! Failure</c> for one without a value, or
/// <c>expression  ->  ? column message</c> for one that the check refuses.
/// </summary>
internal static class CelTable
{
    private const string Arrow = "  ->  ";

    public static TheoryData<string, string> Read(string table)
    {
        var rows = new TheoryData<string, string>();
        foreach (var line in table.Split('\n').Where(line => line.Contains(Arrow, StringComparison.Ordinal)))
        {
            var at = line.IndexOf(Arrow, StringComparison.Ordinal);
            rows.Add(line[..at].Trim(), line[(at + Arrow.Length)..].Trim());
        }

        return rows;
    }

    public static void Holds(string source, string expected, CelDialect dialect, params (string Name, CelType Type, CelValue Value)[] variables)
    {
        var schema = new CelBindings();
        foreach (var (name, type, _) in variables)
            schema.Declare(name, type);
        var expression = CelExpression.TryCheck(source, schema, dialect, out var errors);
        if (expression is null)
        {
            Assert.Equal(expected, $"? {errors[0].Position + 1} {errors[0]}");
            return;
        }

        var value = expression.Compile<CelActivation>()(schema.Activate(variables.Select(v => KeyValuePair.Create(v.Name, v.Value))));
        Assert.Equal(expected, value.IsFailure ? $"! {value.Failure}" : value.ToString());
    }
}
