using System.Text.Json;
using Fraud.Contracts;
using Fraud.Features;
using Fraud.Scoring.Cel;
using Fraud.Scoring.Policies;
using Xunit;

namespace Fraud.UnitTests.Policies;

public class CompiledPolicyTests
{
    private const string Lists = """
        lists:
          bad:
            - M1
            - { value: M2, reason: seen, author: ann, expires: 2026-03-02T12:00:00Z }
        """;

    public static TheoryData<string, RuleResult> Conditions => new()
    {
        { "payment.amount == 20.0", RuleResult.Hit },
        { "payment.amount_minor == 2000", RuleResult.Hit },
        { "payment.currency == 'EUR' && payment.account_id == 'A1'", RuleResult.Hit },
        { "payment.event_time.getHours() == 12 && payment.event_time.getDayOfWeek() == 1", RuleResult.Hit },
        { "payment.event_time < timestamp('2026-03-02T12:00:00.001Z')", RuleResult.Hit },
        { "payment.country == 'DE'", RuleResult.NotEnoughHistory },
        { "payment.country != 'DE'", RuleResult.NotEnoughHistory },
        { "has(payment.country)", RuleResult.Miss },
        { "has(payment.merchant_id)", RuleResult.Hit },
        { "payment.latitude > 0.0", RuleResult.NotEnoughHistory },
        { "payment.mcc in ['5411']", RuleResult.NotEnoughHistory },
        { "card.count_1h >= 5", RuleResult.NotEnoughHistory },
        { "account.count_1h >= 5", RuleResult.Hit },
        { "account.count_1h / 0 > 1", RuleResult.Hit },
        { "account.count_1h - 7 > 0", RuleResult.Miss },
        { "account.new_merchant", RuleResult.Hit },
        { "!account.new_device", RuleResult.NotEnoughHistory },
        { "has(card.count_1h) || account.new_merchant", RuleResult.Hit },
        { "card.count_1h > 5 || account.new_merchant", RuleResult.Hit },
        { "payment.amount_minor / (payment.amount_minor - 2000) > 1", RuleResult.Failed },
        { "payment.extra.basket_size > 3", RuleResult.Hit },
        { "payment.extra.basket_size * 2 == 10", RuleResult.Hit },
        { "payment.extra.wallet.kind == 'x'", RuleResult.Hit },
        { "payment.extra['basket_size'] == 5", RuleResult.Hit },
        { "payment.extra.absent == 1", RuleResult.NotEnoughHistory },
        { "has(payment.extra.absent)", RuleResult.Miss },
        { "has(payment.extra.wallet)", RuleResult.Hit },
        { "payment.extra.basket_size", RuleResult.Failed },
        { "payment.merchant_id in lists.bad", RuleResult.Hit },
        { "'M2' in lists.bad", RuleResult.Miss },
        { "payment.device_id in lists.bad", RuleResult.NotEnoughHistory },
        { "payment.extra.wallet.kind in lists.bad", RuleResult.Miss },
        { "lists.bad.exists(m, m == payment.merchant_id) && size(lists.bad) == 1", RuleResult.Hit },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void A_condition_reads_payment_features_and_lists(string condition, RuleResult expected)
    {
        var policy = Samples.OfRules($"RULE | 100 | {condition}", Lists);
        var outcomes = new RuleOutcomes();

        policy.Evaluate(Samples.Input(WithExtra(Samples.Payment()), null, ("account.count_1h", 7), ("account.new_merchant", 1)), outcomes);

        Assert.Equal(expected, outcomes[0]);
        Assert.Equal(expected == RuleResult.Hit ? 1 : 0, outcomes.HitCount);
        Assert.Equal(expected == RuleResult.NotEnoughHistory ? 1 : 0, outcomes.NotEnoughHistoryCount);
    }

    [Theory]
    [InlineData("2026-03-02T11:59:59.999Z", true)]
    [InlineData("2026-03-02T12:00:00Z", false)]
    public void A_list_entry_expires_by_event_time(string eventTime, bool listed)
    {
        var policy = Samples.OfRules("RULE | 100 | payment.merchant_id in lists.bad", Lists);

        var verdict = policy.Decide(Samples.Input(Samples.Payment(eventTime: eventTime) with { MerchantId = "M2" }), new RuleOutcomes());

        Assert.Equal(listed, verdict.Reasons.Count == 1);
    }

    [Theory]
    [InlineData("2026-03-01T23:59:59.999Z", RuleResult.Hit)]
    [InlineData("2026-03-02T00:00:00Z", RuleResult.Inactive)]
    public void A_rule_expires_by_event_time(string eventTime, RuleResult expected)
    {
        var policy = Samples.Compiled(Samples.Small + "\n    expires: 2026-03-02");
        var outcomes = new RuleOutcomes();

        policy.Evaluate(Samples.Input(Samples.Payment(50_000, eventTime)), outcomes);

        Assert.Equal(expected, outcomes[0]);
    }

    [Fact]
    public void A_disabled_rule_is_inactive()
    {
        var outcomes = new RuleOutcomes();

        var verdict = Samples.Compiled(Samples.Small + "\n    enabled: false").Decide(Samples.Input(Samples.Payment(50_000)), outcomes);

        Assert.Equal(RuleResult.Inactive, outcomes[0]);
        Assert.Empty(verdict.Reasons);
    }

    [Fact]
    public void A_failed_rule_says_what_failed_and_where()
    {
        var outcomes = new RuleOutcomes();

        Samples.OfRules("RULE | 100 | payment.amount_minor % 0 == 1").Evaluate(Samples.Input(Samples.Payment()), outcomes);

        Assert.Equal(CelFailure.ModulusByZero, outcomes.Truth(0).Failure);
        Assert.Equal("payment.amount_minor ".Length, outcomes.Truth(0).Position);
    }

    [Fact]
    public void Outcomes_may_be_reused_across_policies_of_different_size()
    {
        var outcomes = new RuleOutcomes();
        Samples.Compiled(Samples.DefaultText).Evaluate(Samples.Input(Samples.Payment(50_000)), outcomes);

        Samples.Compiled(Samples.Small).Evaluate(Samples.Input(Samples.Payment(50_000)), outcomes);

        Assert.Equal(1, outcomes.Count);
        Assert.Equal([0], outcomes.Hits.ToArray());
    }

    [Fact]
    public void A_vector_may_lie_anywhere_in_its_array()
    {
        var policy = Samples.OfRules("RULE | 100 | account.count_1h == 3.0");
        var vectors = new double[3 * FeatureCatalogue.Default.Count];
        vectors[FeatureCatalogue.Default.Count + FeatureCatalogue.Default.IndexOf("account.count_1h")] = 3;
        var input = new RuleInput();
        input.Load(Samples.Payment(), vectors, FeatureCatalogue.Default.Count, null);

        Assert.Equal(100, policy.Decide(input, new RuleOutcomes()).Score);
    }

    [Fact]
    public void A_condition_that_the_catalogue_does_not_know_is_refused()
    {
        var policy = Samples.Checked(Samples.Small);
        var stale = policy with { Rules = [policy.Rules[0] with { When = "account.no_longer_there > 1.0" }] };

        var error = Assert.Throws<PolicyException>(() => CompiledPolicy.Compile(stale, FeatureCatalogue.Default, null));

        Assert.Equal("Rule large cannot be evaluated: there is no 'account.no_longer_there'.", error.Message);
    }

    [Fact]
    public void Amounts_are_in_the_major_unit_of_their_currency()
    {
        var policy = Samples.OfRules("RULE | 100 | payment.amount == 2000.0");

        Assert.Equal(0, policy.Decide(Samples.Input(Samples.Payment()), new RuleOutcomes()).Score);
        Assert.Equal(100, policy.Decide(Samples.Input(Samples.Payment() with { Currency = "JPY" }), new RuleOutcomes()).Score);
        Assert.Equal(100, policy.Decide(Samples.Input(Samples.Payment(2_000_000) with { Currency = "KWD" }), new RuleOutcomes()).Score);
    }

    private static Payment WithExtra(Payment payment) => payment with
    {
        Extra = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>("""{"basket_size": 5, "wallet": {"kind": "x"}, "empty": null}"""),
    };
}
