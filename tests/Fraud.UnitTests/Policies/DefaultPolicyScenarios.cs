using Fraud.Scoring.Policies;
using Xunit;

namespace Fraud.UnitTests.Policies;

/// <summary>The default policy against what fraud and ordinary life look like. Days are counted back from Tuesday, 3 March 2026.</summary>
public class DefaultPolicyScenarios
{
    private static readonly CompiledPolicy Policy = Samples.Compiled(Samples.DefaultText
        .Replace("blocked_devices: []", "blocked_devices: [D-BAD]", StringComparison.Ordinal)
        .Replace("blocked_ips: []", "blocked_ips: [203.0.113.9]", StringComparison.Ordinal)
        .Replace("trusted_accounts: []", "trusted_accounts: [A-TRUSTED]", StringComparison.Ordinal));

    public static TheoryData<string, string> Scenarios => new()
    {
        {
            "ordinary life", """
            profile account=A1 home=DE limit=2000 opened=900
            habit 30 account=A1 amount=40
            # time   merchant  amount  ->  outcome  reasons
            08:10    M1        35      ->  approve  HABITUAL
            12:30    M2        18      ->  approve  -
            18:45    M3        120     ->  approve  AMOUNT_SPIKE       # one weak signal
            20:15    M1        45      ->  approve  HABITUAL
            """
        },
        {
            "card testing", """
            habit 30 account=A1 amount=40
            # time    merchant  channel    amount  ->  outcome  reasons
            10:00:00  M7        ecommerce  1       ->  approve  -
            """
        },
    };

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void The_default_policy_decides_as_an_expert_would(string name, string table)
    {
        Assert.NotEmpty(name);
        Scenario.Holds(Policy, table);
    }
}
