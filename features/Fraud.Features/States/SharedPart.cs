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
    public PaneSeries Amounts { get; } = new(Ladder.Shared);

    /// <summary>Amounts up to the small-amount option.</summary>
    public PaneSeries SmallAmounts { get; } = new(Ladder.Brief);

    public SeenSet Cards { get; } = new(Ladder.Shared, 32, SeenSet.ManyValueBytes);

    public SeenSet Accounts { get; } = new(Ladder.Shared, 32, SeenSet.ManyValueBytes);

    /// <summary>Counts a payment that one of the summed parts has counted.</summary>
    public void CountAlso(Payment payment, in PaymentHashes hashes, FeatureOptions options) => Count(payment, in hashes, options);

    /// <summary>Adds another part to this sum.</summary>
    public void Add(SharedPart part)
    {
        if (part.NewestMs is not { } partNewestMs) return;
        Widen(part.FirstMs, partNewestMs);
        var newestMs = NewestMs!.Value;
        Amounts.Add(part.Amounts, newestMs);
        SmallAmounts.Add(part.SmallAmounts, newestMs);
        Cards.Add(part.Cards, newestMs);
        Accounts.Add(part.Accounts, newestMs);
    }

    public override void Fetch()
    {
        Amounts.Fetch();
        SmallAmounts.Fetch();
        Cards.Fetch();
        Accounts.Fetch();
    }

    public override void Release()
    {
        Amounts.Release();
        SmallAmounts.Release();
        Cards.Release();
        Accounts.Release();
    }

    protected override void Count(Payment payment, in PaymentHashes hashes, FeatureOptions options, long newestMs)
    {
        var timeMs = payment.EventTimeMs;
        SmallAmounts.MoveTo(newestMs);
        Cards.MoveTo(newestMs);
        Amounts.Add(timeMs, payment.AmountMinor, newestMs);
        if (payment.AmountMinor <= options.SmallAmountMinor) SmallAmounts.Add(timeMs, payment.AmountMinor, newestMs);
        if (hashes.Card is { } card) Cards.Add(card, timeMs, newestMs);
        Accounts.Add(hashes.Account, timeMs, newestMs);
    }

    protected override void Write(ByteWriter writer, long newestMs)
    {
        Amounts.Write(writer, newestMs);
        SmallAmounts.Write(writer, newestMs);
        Cards.Write(writer, newestMs);
        Accounts.Write(writer, newestMs);
    }

    protected override void Read(ref ByteReader reader, long newestMs)
    {
        Amounts.Read(ref reader, newestMs);
        SmallAmounts.Read(ref reader, newestMs);
        Cards.Read(ref reader, newestMs);
        Accounts.Read(ref reader, newestMs);
    }
}
