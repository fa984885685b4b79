using Fraud.Scoring.Policies;
using Xunit;

namespace Fraud.UnitTests.Policies;

public class PolicyComparisonTests
{
    private const string Before = """
        name: small
        version: 1
        thresholds: { review: 300, decline: 700 }
        lists:
          blocked_ips: [192.0.2.1, { value: 192.0.2.2, reason: seen, author: ann, expires: 2026-01-01 }]
          old: []
        rules:
          - { id: large, name: Large, when: payment.amount > 100.0, points: 300, code: LARGE, sentence: Large. }
          - { id: small, name: Small, when: payment.amount < 1.0, points: 10, code: SMALL, sentence: Small. }
          - { id: gone, name: Gone, when: payment.amount < 2.0, points: 10, code: GONE, sentence: Gone. }
        """;

    public static TheoryData<string, string, string[]> Changes => new()
    {
        { "version: 1", "version: 2", ["policy: version | 1 | 2"] },
        { "review: 300", "review: 250", ["policy: review | 300 | 250"] },
        { "[192.0.2.1, ", "[192.0.2.3, ", ["list blocked_ips: 192.0.2.1 | no reason, no author, expires never | ", "list blocked_ips: 192.0.2.3 |  | no reason, no author, expires never"] },
        { "expires: 2026-01-01", "expires: 2026-02-01", ["list blocked_ips: 192.0.2.2 | seen, ann, expires 2026-01-01T00:00:00Z | seen, ann, expires 2026-02-01T00:00:00Z"] },
        { "old: []", "new: []", ["list new |  | 0 entries", "list old | 0 entries | "] },
        { "> 100.0", "> 200.0", ["rule large: when | payment.amount > 100.0 | payment.amount > 200.0"] },
        { "points: 300", "outcome: decline", ["rule large: points | 300 | 0", "rule large: outcome | by score | Decline"] },
        { "id: gone", "id: come", ["rule come |  | payment.amount < 2.0", "rule gone | payment.amount < 2.0 | "] },
        { "amount > 100.0", "amount   >   100.0", [] },
        { "version: 1", "version: 1   # a comment", [] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_differs_is_named_with_what_it_was_and_what_it_is(string text, string changed, string[] expected) =>
        Assert.Equal(expected, Differences(Before.Replace(text, changed, StringComparison.Ordinal)));

    [Fact]
    public void Another_order_of_the_rules_is_a_difference()
    {
        var lines = Before.Split('\n');
        (lines[^1], lines[^2]) = (lines[^2], lines[^1]);

        Assert.Equal(["order of rules | large small gone | large gone small"], Differences(string.Join('\n', lines)));
    }

    private static IEnumerable<string> Differences(string after) =>
        PolicyComparison.Of(Samples.Checked(Before), Samples.Checked(after)).Select(change => $"{change.Place} | {change.Before} | {change.After}");
}
