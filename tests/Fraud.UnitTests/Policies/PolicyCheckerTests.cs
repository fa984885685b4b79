using Fraud.Features;
using Fraud.Scoring.Policies;
using Xunit;

namespace Fraud.UnitTests.Policies;

public class PolicyCheckerTests
{
    [Fact]
    public void The_default_policy_is_right()
    {
        var policy = Samples.Checked(Samples.DefaultText);
        Assert.Equal("card-fraud", policy.Name);
        Assert.True(policy.Rules.Count >= 25);
        Assert.Equal(16, policy.Digest.Length);
    }

    /// <summary>What is replaced in the small policy, by what, and the error this gives.</summary>
    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "payment.amount > 100.0", "payment.ammount > 100.0", "7:19: rule large: there is no 'payment.ammount'; did you mean payment.amount?" },
        { "payment.amount > 100.0", "card.count_2h > 5", "7:16: rule large: there is no 'card.count_2h'; did you mean card.count_1h?" },
        { "payment.amount > 100.0", "payment.amount", "7:11: rule large: a condition is true or false, but this is double" },
        { "payment.amount > 100.0", "payment.amount >", "7:27: rule large: expected a value, found the end" },
        { "payment.amount > 100.0", "payment.merchant_id in lists.bad", "7:34: rule large: the policy has no list 'bad'" },
        { "payment.amount > 100.0", "model.probability > 0.5", "7:11: rule large: the policy refers to no model, so there is no model.probability" },
        { "payment.amount > 100.0", "payment.mcc.matches('(')", "7:31: rule large: the pattern is not a regular expression of RE2" },
        { "payment.amount > 100.0", "payment.event_time > timestamp('soon')", "7:42: rule large: \"soon\" is not a timestamp" },
        { "payment.amount > 100.0", "payment.mcc == null", "7:23: rule large: '==' cannot compare string with null; did you mean !has(…)?" },
        {
            "payment.amount > 100.0", "payment.amount > 3 * card.amount_mean_30d",
            "7:26: rule large: '>' compares major units with minor units; did you mean payment.amount_minor?"
        },
        {
            "payment.amount > 100.0", "profile.account_age_days < profile.contact_changed_minutes",
            "7:36: rule large: '<' compares days with min"
        },
        { "payment.amount > 100.0", "\"payment.mcc == '5411' && payment.x\"", "7:45: rule large: there is no 'payment.x'" },
        { "payment.amount > 100.0", "'payment.mcc == ''5411'' && payment.x == 1'", "7:47: rule large: there is no 'payment.x'" },
        { "payment.amount > 100.0", ">-\n      payment.amount > 1.0\n      && payment.x", "9:18: rule large: there is no 'payment.x'" },
        { "payment.amount > 100.0", "|\n      payment.amount > 1.0\n      && payment.x", "9:18: rule large: there is no 'payment.x'" },
        { "points: 300", "points: 3000", "8:13: rule large: 'points' must be a whole number from -1000 to 1000" },
        { "points: 300", "outcome: refuse", "8:14: rule large: 'outcome' must be approve, review or decline" },
        { "points: 300", "outcome: aprove", "8:14: rule large: 'outcome' must be approve, review or decline; did you mean approve?" },
        { "    points: 300\n", "", "5:5: rule large: a rule has either 'points' or an 'outcome'" },
        { "points: 300", "points: 300\n    outcome: review", "5:5: rule large: a rule has either 'points' or an 'outcome'" },
        { "points: 300", "point: 300", "8:5: a rule has no 'point'; did you mean points?" },
        { "code: LARGE", "code: large", "9:11: rule large: 'code' must be capitals, digits and underscores, e.g. CARD_VELOCITY" },
        { "    code: LARGE\n", "", "5:5: rule large: a rule needs 'code'" },
        { "id: large", "id: Large One", "5:9: rule Large One: 'id' must be lower-case letters, digits and hyphens" },
        { "code: LARGE", "code: LARGE\n    expires: tomorrow", "10:14: rule large: 'expires' must be a day such as 2026-12-31 or a time such as 2026-12-31T18:00:00Z" },
        { "code: LARGE", "code: LARGE\n    enabled: no", "10:14: rule large: 'enabled' must be true or false" },
        { "decline: 700", "decline: 200", "3:37: 'decline' must not be below 'review'" },
        { "decline: 700", "decline: 2000", "3:37: 'decline' must be a whole number from 1 to 1001" },
        { "thresholds: { review: 300, decline: 700 }\n", "", "1:1: a policy needs 'thresholds'" },
        { "version: 1", "version: one", "2:10: 'version' must be a whole number from 1 to 2147483647" },
        { "version: 1", "model: { bundle: b, weight: 1.5 }\nversion: 1", "2:29: 'weight' must be a number from 0 to 1" },
        { "rules:", "lists: { bad: [A, A] }\nrules:", "4:19: 'A' stands twice in bad" },
        { "rules:", "lists: [A]\nrules:", "4:8: lists is a mapping from names to entries" },
        { "version: 1", "version: 1\nversion: 2", "3:1: the file is not YAML: Duplicate key" },
        { "name: small", "- name: small", "2:1: the file is not YAML" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_reported_at_its_place(string right, string wrong, string expected)
    {
        Assert.Contains(right, Samples.Small, StringComparison.Ordinal);
        var text = Samples.Small.Replace(right, wrong, StringComparison.Ordinal);

        Assert.Null(PolicyChecker.TryCheck(text, FeatureCatalogue.Default, out var errors));

        Assert.StartsWith(expected, errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_is_reported_in_file_order()
    {
        var text = Samples.Small.Replace("amount >", "ammount >", StringComparison.Ordinal).Replace("version: 1", "version: 0", StringComparison.Ordinal);

        Assert.Null(PolicyChecker.TryCheck(text, FeatureCatalogue.Default, out var errors));

        Assert.Equal([2, 7], errors.Select(error => error.Line));
    }

    [Fact]
    public void Rule_ids_are_unique()
    {
        var rule = Samples.Small[Samples.Small.IndexOf("  - id:", StringComparison.Ordinal)..];

        Assert.Null(PolicyChecker.TryCheck(Samples.Small + "\n" + rule, FeatureCatalogue.Default, out var errors));

        Assert.Equal("11:9: rule large: the id stands twice", Assert.Single(errors).ToString());
    }

    [Fact]
    public void A_policy_may_be_JSON()
    {
        var policy = Samples.Checked("""
            {
              "name": "small", "version": 1, "thresholds": {"review": 300, "decline": 700},
              "rules": [{"id": "large", "name": "Large amount", "when": "payment.amount > 100.0", "points": 300, "code": "LARGE",
                         "sentence": "The amount is large."}]
            }
            """);
        Assert.Equal(Samples.Checked(Samples.Small).Digest, policy.Digest);
    }
}
