using Fraud.Contracts;
using Fraud.Features.Coding;
using Fraud.Features.Distinct;
using Fraud.Features.Windows;

namespace Fraud.Features.States;

/// <summary>
/// What one partition knows of a merchant, terminal, device or address. Parts of several partitions add up: whatever the order, the sum is
/// what one partition seeing all payments would hold.
/// </summary>
internal sealed class SharedPart(StateKey key) : EntityState(key)
{
    private static readonly SeenRule Crowd = new(Capacity: 32, ValueBytes: 3, HorizonMs: 90 * Ladder.Day, Ladder.Shared);

    private PaneSeries amounts = new(Ladder.Shared);
    private PaneSeries smallAmounts = new(Ladder.Brief);
    private SeenSet cards = new(Crowd);
    private SeenSet accounts = new(Crowd);

    public ref readonly PaneSeries Amounts => ref amounts;

    /// <summary>Amounts up to the small-amount option.</summary>
    public ref readonly PaneSeries SmallAmounts => ref smallAmounts;

    public ref readonly SeenSet Cards => ref cards;

    public ref readonly SeenSet Accounts => ref accounts;

    /// <summary>Counts a payment that one of the summed parts has counted.</summary>
    public void CountAlso(Payment payment, in PaymentHashes hashes, FeatureOptions options) => Count(payment, in hashes, options);

    /// <summary>Adds parts to this sum, which holds nothing yet.</summary>
    public void Add(IEnumerable<SharedPart> parts)
    {
        var known = parts.Where(static part => part.NewestMs is not null).ToList();
        foreach (var part in known) Widen(part.FirstMs, part.NewestMs!.Value);
        foreach (var part in known)
        {
            var newestMs = NewestMs!.Value;
            amounts.Add(in part.Amounts, newestMs);
            smallAmounts.Add(in part.SmallAmounts, newestMs);
            cards.Add(in part.Cards, newestMs);
            accounts.Add(in part.Accounts, newestMs);
        }
    }

    public override void Fetch()
    {
        amounts.Fetch();
        smallAmounts.Fetch();
        cards.Fetch();
        accounts.Fetch();
    }

    public override void Release()
    {
        amounts.Release();
        smallAmounts.Release();
        cards.Release();
        accounts.Release();
    }

    protected override void Count(Payment payment, in PaymentHashes hashes, FeatureOptions options, long newestMs)
    {
        var timeMs = payment.EventTimeMs;
        smallAmounts.MoveTo(newestMs);
        cards.MoveTo(newestMs);
        amounts.Add(timeMs, payment.AmountMinor, newestMs);
        if (payment.AmountMinor <= options.SmallAmountMinor) smallAmounts.Add(timeMs, payment.AmountMinor, newestMs);
        if (hashes.Card is { } card) cards.Add(card, timeMs, newestMs);
        accounts.Add(hashes.Account, timeMs, newestMs);
    }

    protected override void Write(StateWriter writer, long newestMs)
    {
        var (bits, known) = (writer.Bits, writer.Known);
        smallAmounts.Write(bits, newestMs, known);
        amounts.Write(bits, newestMs, known);
        cards.Write(bits, newestMs, known);
        cards.AddTimesTo(known);
        accounts.Write(bits, newestMs, known);
    }

    protected override void Read(ref BitReader reader, long newestMs)
    {
        var known = new KnownTimes();
        smallAmounts.Read(ref reader, newestMs, known);
        amounts.Read(ref reader, newestMs, known);
        cards.Read(ref reader, newestMs, known);
        cards.AddTimesTo(known);
        accounts.Read(ref reader, newestMs, known);
    }

    protected override void ReadBytes(ref ByteReader reader, long newestMs)
    {
        amounts.ReadBytes(ref reader, newestMs);
        smallAmounts.ReadBytes(ref reader, newestMs);
        cards.ReadBytes(ref reader, newestMs);
        accounts.ReadBytes(ref reader, newestMs);
    }
}
