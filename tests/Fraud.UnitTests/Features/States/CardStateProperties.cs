using Fraud.Contracts;
using Fraud.Features;
using FsCheck;
using FsCheck.Xunit;
using Xunit;

namespace Fraud.UnitTests.Features.States;

/// <summary>
/// A card that made all payments of its account is kept as the account's, and nobody may notice. FsCheck prints the seed of a failing stream.
/// </summary>
public class CardStateProperties
{
    private const long Hour = 3_600_000;
    private static readonly int[] CardFeatures =
        [.. FeatureCatalogue.Default.Features.Index().Where(feature => feature.Item.Entity == EntityKind.Card).Select(feature => feature.Index)];

    [Property(MaxTest = 60)]
    public void What_other_cards_of_the_account_pay_changes_nothing_for_a_card(int seed, PositiveInt size)
    {
        var random = new Random(seed);
        var (alone, among) = (Started(), Started());
        var (fromAlone, fromAmong) = (new double[FeatureCatalogue.Default.Count], new double[FeatureCatalogue.Default.Count]);
        long offset = 0;
        foreach (var payment in Payments(random, 20 + (size.Get * 5)))
        {
            alone.Read(0, payment, null, fromAlone);
            among.Read(0, payment, null, fromAmong);
            foreach (var feature in CardFeatures)
                Assert.True(fromAlone[feature].Equals(fromAmong[feature]), $"{FeatureCatalogue.Default.Features[feature].Name} is {fromAlone[feature]} alone, {fromAmong[feature]} among others");
            alone.Apply(0, offset++, payment);
            among.Apply(0, offset++, payment);
            if (random.Next(4) > 0) continue;
            var other = payment with { PaymentId = $"other {offset}", CardId = random.Next(3) == 0 ? null : "C2", MerchantId = $"M{random.Next(90)}" };
            among.Apply(0, offset++, other);
        }
    }

    [Property(MaxTest = 60)]
    public void A_stored_account_goes_on_like_one_that_was_not(int seed, PositiveInt size, bool hasOthers)
    {
        var random = new Random(seed);
        var (kept, stored) = (Started(), Started());
        long offset = 0;
        foreach (var payment in Payments(random, 20 + (size.Get * 5)))
        {
            var next = hasOthers && random.Next(10) == 0 ? payment with { CardId = $"C{random.Next(4)}" } : payment;
            kept.Apply(0, offset, next);
            stored.Apply(0, offset++, next);
            if (random.Next(10) > 0) continue;
            var account = Account(stored);
            Assert.Equal(Account(kept).Bytes.ToArray(), account.Bytes.ToArray());
            stored = Started();
            stored.Load(account.Key, account.Bytes.Span);
        }

        kept.Apply(0, offset, PaymentStream.Payment("2027-06-01T00:00:00Z"));
        stored.Apply(0, offset, PaymentStream.Payment("2027-06-01T00:00:00Z"));
        Assert.Equal(Account(kept).Bytes.ToArray(), Account(stored).Bytes.ToArray());
    }

    [Fact]
    public void A_card_of_two_accounts_is_counted_with_each()
    {
        var stream = new PaymentStream();
        stream.States.Apply(0, 100, PaymentStream.Payment("2026-01-01T10:00:00Z", account: "A1", card: "C1"));
        Assert.Equal(1, stream.Read("card.count_1h", PaymentStream.Payment("2026-01-01T10:00:01Z", account: "A1", card: "C1")));
        Assert.Equal(0, stream.Read("card.count_1h", PaymentStream.Payment("2026-01-01T10:00:01Z", account: "A2", card: "C1")));
    }

    private static FeatureStates Started()
    {
        var states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions { StoreBacked = false });
        states.AddPartition(0);
        return states;
    }

    private static StateWrite Account(FeatureStates states)
    {
        var writes = new List<StateWrite>();
        states.TakeChanged(0, writes);
        return writes.Single(write => write.Key.Kind == EntityKind.Account);
    }

    /// <summary>Payments of one card: bursts at many merchants, some out of order or late by days, some after a long pause.</summary>
    private static IEnumerable<Payment> Payments(Random random, int count)
    {
        var clockMs = 1_767_225_600_000;
        var crowd = random.Next(2) == 0 ? 6 : 80;
        for (var i = 0; i < count; i++)
        {
            clockMs += random.Next(15) switch { 0 => random.NextInt64(100 * Hour), < 6 => random.NextInt64(Hour / 20), _ => random.NextInt64(4 * Hour) };
            var behindMs = random.Next(10) switch { 0 => random.NextInt64(120 * Hour), 1 => random.NextInt64(Hour), _ => 0 };
            yield return new Payment
            {
                PaymentId = $"P{i}",
                AccountId = "A1",
                CardId = "C1",
                MerchantId = random.Next(9) == 0 ? null : $"M{random.Next(crowd)}",
                TerminalId = random.Next(3) == 0 ? null : $"T{random.Next(crowd)}",
                Mcc = $"{random.Next(20)}",
                Country = "DE",
                AmountMinor = random.Next(6) == 0 ? random.NextInt64(1, 200) : random.NextInt64(50, 100_000),
                Currency = "EUR",
                EventTimeMs = clockMs - behindMs,
                Latitude = random.Next(3) == 0 ? null : random.NextDouble() * 50,
                Longitude = 10,
            };
        }
    }
}
