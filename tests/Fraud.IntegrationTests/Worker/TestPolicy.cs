using Fraud.Features;
using Fraud.Scoring.Policies;

namespace Fraud.IntegrationTests.Worker;

/// <summary>A small policy that gives all three outcomes.</summary>
internal static class TestPolicy
{
    private const string Text = """
        name: test
        version: 1
        thresholds: { review: 300, decline: 700 }
        rules:
          - id: big-amount
            name: Big amount
            when: payment.amount >= 400.0
            points: 400
            code: BIG_AMOUNT
            sentence: The amount is big.
          - id: away
            name: Away from home
            when: payment.country == "FR"
            points: 350
            code: AWAY
            sentence: The payment is far from home.
          - id: velocity
            name: Many payments
            when: account.count_1h >= 12
            points: 100
            code: VELOCITY
            sentence: The account pays often.
        """;

    /// <param name="points">Points of a big amount.</param>
    public static string Source(int points) => Text.Replace("points: 400", $"points: {points}", StringComparison.Ordinal);

    /// <param name="points">Points of a big amount; by fewer than 300 nobody is asked.</param>
    public static CompiledPolicy Compile(int points = 400) =>
        PolicyChecker.TryCheck(Source(points), FeatureCatalogue.Default, out var errors) is { } policy
            ? CompiledPolicy.Compile(policy, FeatureCatalogue.Default, model: null)
            : throw new InvalidOperationException(string.Join('\n', errors));
}
