using Fraud.Simulator;
using Xunit;

namespace Fraud.UnitTests.Simulator;

public sealed class GenuineTrafficTests
{
    private static readonly IReadOnlyList<SimulatedPayment> Genuine = SimulatedWeeks.Of(FraudKind.None);

    [Fact]
    public void Most_payments_are_small_and_a_few_are_large()
    {
        var amounts = Genuine.Select(payment => payment.Payment.AmountMinor).Order().ToList();

        Assert.InRange(amounts[amounts.Count / 2], 1000, 4000);
        Assert.InRange(amounts[amounts.Count * 99 / 100], 20_000, 120_000);
        Assert.True(amounts[0] > 0);
    }

    [Fact]
    public void Days_are_busier_than_nights()
    {
        var byHour = Genuine.ToLookup(payment => DateTimeOffset.FromUnixTimeMilliseconds(payment.TimeMs).Hour);
        Assert.True(byHour[17].Count() > 8 * byHour[3].Count());
    }

    [Fact]
    public void Holders_keep_returning_to_the_same_merchants()
    {
        var seen = new HashSet<(string, string)>();
        var known = Genuine.Count(payment => !seen.Add((payment.Payment.AccountId, payment.Payment.MerchantId!)));
        Assert.InRange(known / (double)Genuine.Count, 0.45, 0.85);
    }

    [Fact]
    public void Shops_are_used_within_their_opening_hours()
    {
        // Groceries close at eleven at night at the latest, one hour ahead of UTC; a payment pushed by the one before may be later.
        var closed = Genuine.Count(payment => payment.Payment is { Mcc: "5411", Country: "DE" } && Hour(payment) is >= 0 and < 5);
        Assert.True(closed <= Genuine.Count / 10_000, $"{closed} payments at night");
        static int Hour(SimulatedPayment payment) => DateTimeOffset.FromUnixTimeMilliseconds(payment.TimeMs).AddHours(1).Hour;
    }

    [Fact]
    public void Nobody_is_in_two_places_at_once()
    {
        var last = new Dictionary<string, SimulatedPayment>();
        foreach (var payment in Genuine.Where(payment => payment.Payment.TerminalId is not null))
        {
            if (last.TryGetValue(payment.Payment.AccountId, out var before))
            {
                var hours = (payment.TimeMs - before.TimeMs) / 3_600_000.0;
                var kilometres = SimulatedWeeks.KilometresBetween(before, payment);
                Assert.True(kilometres < 60 || kilometres / hours < 900, $"{kilometres:0} km in {hours:0.0} h: {payment.Payment}");
            }

            last[payment.Payment.AccountId] = payment;
        }
    }

    [Fact]
    public void Some_holders_travel_abroad_and_come_back()
    {
        var home = new World(SimulatedWeeks.Options).Customers.ToDictionary(customer => customer.AccountId, customer => customer.Country);
        var abroad = Genuine.Select(payment => payment.Payment)
            .Count(payment => payment.TerminalId is not null && payment.Country != home[payment.AccountId]);
        var share = abroad / (double)Genuine.Count;
        Assert.InRange(share, 0.005, 0.08);
    }

    [Fact]
    public void Online_payments_come_from_the_holders_own_devices()
    {
        var devices = Genuine.Where(payment => payment.Payment.DeviceId is not null)
            .GroupBy(payment => payment.Payment.AccountId)
            .Where(account => account.Count() >= 10)
            .Select(account => account.CountBy(payment => payment.Payment.DeviceId!).Max(device => device.Value) / (double)account.Count());
        Assert.True(devices.Average() > 0.6);
    }

    [Fact]
    public void Contact_data_change_for_genuine_reasons_more_often_than_for_fraud()
    {
        var victims = SimulatedWeeks.Of(FraudKind.AccountTakeover).Select(payment => payment.Payment.AccountId).ToHashSet();
        var changes = SimulatedWeeks.Events.OfType<ProfileChange>().ToList();

        Assert.True(changes.Count(change => !victims.Contains(change.AccountId)) > changes.Count / 3);
        Assert.All(changes, change => Assert.NotEqual((null, null, null), (change.Email, change.Phone, change.SpendingLimitMinor)));
    }
}
