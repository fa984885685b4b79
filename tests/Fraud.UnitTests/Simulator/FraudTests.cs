using Fraud.Simulator;
using Xunit;

namespace Fraud.UnitTests.Simulator;

public sealed class FraudTests
{
    private const long HourMs = 3_600_000;

    [Fact]
    public void About_one_payment_in_a_hundred_is_fraudulent()
    {
        var share = SimulatedWeeks.Payments.Count(payment => payment.Fraud) / (double)SimulatedWeeks.Payments.Count;
        Assert.InRange(share, 0.005, 0.015);
    }

    [Fact]
    public void No_kind_of_fraud_is_missing_or_drowns_the_others()
    {
        var frauds = SimulatedWeeks.Payments.Count(payment => payment.Fraud);
        Assert.All(FraudKinds.All, kind => Assert.InRange(SimulatedWeeks.Of(kind).Count, frauds / 40, frauds / 2));
    }

    [Fact]
    public void Without_fraud_there_is_none() =>
        Assert.DoesNotContain(
            SimulatedWeeks.First(SimulatedWeeks.Options with { FraudScale = 0 }, 3).OfType<SimulatedPayment>(), payment => payment.Fraud);

    [Fact]
    public void Card_testing_tries_many_cards_with_small_amounts_from_one_device()
    {
        var campaigns = SimulatedWeeks.Of(FraudKind.CardTesting).GroupBy(payment => payment.Payment.DeviceId).ToList();

        Assert.NotEmpty(campaigns);
        Assert.All(campaigns, campaign =>
        {
            var trials = campaign.Where(payment => payment.Payment.AmountMinor < 300).ToList();
            Assert.True(trials.Select(payment => payment.Payment.CardId).Distinct().Count() >= 4);
            Assert.True(trials.All(payment => payment.Payment.Channel == "ecommerce"));
            Assert.Single(trials.Select(payment => payment.Payment.Ip).Distinct());
        });
    }

    [Fact]
    public void A_stolen_card_is_used_several_times_within_hours_at_other_merchants()
    {
        var cards = SimulatedWeeks.Of(FraudKind.StolenCard).GroupBy(payment => payment.Payment.AccountId).ToList();
        var median = cards.Select(card => card.Max(payment => payment.Payment.AmountMinor)).Order().ElementAt(cards.Count / 2);

        Assert.True(cards.Average(card => card.Count()) > 3);
        Assert.True(median > 20_000);
        Assert.Contains(cards, card => card.Any(payment => payment.Payment.Channel == "atm"));
    }

    [Fact]
    public void A_taken_over_account_has_its_contact_data_changed_and_pays_from_a_new_device()
    {
        var changes = SimulatedWeeks.Events.OfType<ProfileChange>().ToLookup(change => change.AccountId);
        var takeovers = SimulatedWeeks.Of(FraudKind.AccountTakeover)
            .GroupBy(payment => (payment.Payment.AccountId, payment.Payment.DeviceId)).ToList();
        var changed = takeovers.Count(takeover => changes[takeover.Key.AccountId]
            .Any(change => takeover.Min(payment => payment.TimeMs) - change.TimeMs is > 0 and < 24 * HourMs));
        var devices = SimulatedWeeks.Of(FraudKind.None).Select(payment => payment.Payment.DeviceId).ToHashSet();

        Assert.True(changed > 0.7 * takeovers.Count, $"{changed} of {takeovers.Count}");
        Assert.DoesNotContain(takeovers, takeover => devices.Contains(takeover.Key.DeviceId));
    }

    [Fact]
    public void Cards_skimmed_at_one_terminal_are_used_elsewhere_by_magnetic_stripe()
    {
        var frauds = SimulatedWeeks.Of(FraudKind.TerminalCompromise);
        var visits = SimulatedWeeks.Of(FraudKind.None).ToLookup(payment => payment.Payment.AccountId);
        var first = frauds.GroupBy(payment => payment.Payment.AccountId).Select(card => card.First()).ToList();
        var shared = first
            .SelectMany(fraud => visits[fraud.Payment.AccountId]
                .Where(visit => visit.Payment.TerminalId is not null && fraud.TimeMs - visit.TimeMs is > 0 and < 15 * 24 * HourMs)
                .Select(visit => visit.Payment.TerminalId).Distinct())
            .GroupBy(terminal => terminal).Max(terminal => terminal.Count());

        Assert.All(frauds, fraud => Assert.Equal("magstripe", fraud.Payment.EntryMode));
        Assert.True(shared >= 5, $"the busiest terminal was visited by {shared} victims");
    }

    [Fact]
    public void Impossible_travel_is_faster_than_an_airliner()
    {
        var last = new Dictionary<string, SimulatedPayment>();
        var speeds = new List<double>();
        foreach (var payment in SimulatedWeeks.Payments.Where(payment => payment.Payment.TerminalId is not null))
        {
            if (payment.Kind == FraudKind.ImpossibleTravel && last.TryGetValue(payment.Payment.AccountId, out var before) && !before.Fraud)
                speeds.Add(SimulatedWeeks.KilometresBetween(before, payment) / ((payment.TimeMs - before.TimeMs) / (double)HourMs));
            last[payment.Payment.AccountId] = payment;
        }

        Assert.NotEmpty(speeds);
        Assert.True(speeds.Count(speed => speed > 900) > 0.6 * speeds.Count);
    }

    [Fact]
    public void Gift_cards_are_bought_in_round_amounts_one_after_another()
    {
        var frauds = SimulatedWeeks.Of(FraudKind.GiftCardCashOut);

        Assert.All(frauds, fraud => Assert.Equal(("5947", 0), (fraud.Payment.Mcc!, (int)(fraud.Payment.AmountMinor % 500))));
        Assert.Contains(frauds.GroupBy(fraud => fraud.Payment.AccountId), account => account.Count() >= 4);
    }

    [Fact]
    public void A_colluding_merchant_charges_many_cards_by_hand_or_stripe()
    {
        var frauds = SimulatedWeeks.Of(FraudKind.MerchantCollusion);

        Assert.Contains(
            frauds.GroupBy(fraud => fraud.Payment.TerminalId), terminal => terminal.DistinctBy(fraud => fraud.Payment.CardId).Count() >= 6);
        Assert.All(frauds, fraud => Assert.Contains(fraud.Payment.EntryMode, new[] { "manual", "magstripe" }));
    }
}
