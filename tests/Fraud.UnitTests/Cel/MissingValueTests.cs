using Fraud.Scoring.Cel;
using Xunit;

namespace Fraud.UnitTests.Cel;

public class MissingValueTests
{
    public static TheoryData<string, string> Missing => CelTable.Read("""
        missing > 1.0                          ->  ! Missing
        !(missing > 1.0)                       ->  ! Missing
        missing > 1.0 && false                 ->  false
        missing > 1.0 && true                  ->  ! Missing
        missing > 1.0 || true                  ->  true
        missing > 1.0 || false                 ->  ! Missing
        missing + 1.0 == missing + 1.0         ->  ! Missing
        missing != 1.0                         ->  ! Missing
        missing in [1.0]                       ->  ! Missing
        has(missing)                           ->  false
        has(missing) && missing > 1.0          ->  false
        missing > 1.0 ? 1 : 2                  ->  ! Missing
        1 / 0 == 1 && missing > 1.0            ->  ! Missing
        missing > 1.0 && 1 / 0 == 1            ->  ! Missing
        unset == 1                             ->  ! UnknownName
        """);

    [Theory]
    [MemberData(nameof(Missing))]
    public void A_missing_value_is_neither_true_nor_false(string source, string expected)
    {
        // A bare name cannot stand in has(); a schema gives variables dotted names for that.
        var renamed = source.Replace("missing", "card.mean", StringComparison.Ordinal);
        CelTable.Holds(
            renamed,
            expected,
            CelDialect.Rules,
            ("card.mean", CelType.Double, CelValue.Failed(CelFailure.Missing)),
            ("unset", CelType.Int, default));
    }

    [Fact]
    public void A_condition_says_which_part_was_missing()
    {
        var schema = new CelBindings();
        schema.Declare("card.mean", CelType.Double);
        var condition = CelExpression.TryCheck("true && card.mean > 1.0", schema, CelDialect.Rules, out _)!.CompileCondition<CelActivation>();

        var truth = condition(schema.Activate([KeyValuePair.Create("card.mean", CelValue.Failed(CelFailure.Missing))]));

        Assert.True(truth.IsMissing);
        Assert.False(truth.IsTrue);
        Assert.False(truth.IsFalse);
        Assert.Equal(8, truth.Position);
    }
}
