using Fraud.Contracts;
using Fraud.Features.Coding;
using Fraud.Features.Distinct;
using Fraud.Features.Windows;

namespace Fraud.Features.States;

/// <summary>What is known of a card: its amounts, the small ones apart, where it was used, and where it was last.</summary>
internal sealed class CardState(StateKey key) : EntityState(key)
{
    public PaneSeries Amounts { get; } = new(Ladder.Own);

    /// <summary>Amounts up to the small-amount option.</summary>
    public PaneSeries SmallAmounts { get; } = new(Ladder.Brief);

    public SeenSet Merchants { get; } = new(Ladder.Brief, 16, SeenSet.ManyValueBytes);

    public SeenSet Terminals { get; } = new(Ladder.Brief, 16, SeenSet.ManyValueBytes);

    public Place? Place { get; private set; }

    public override void Fetch()
    {
        Amounts.Fetch();
        SmallAmounts.Fetch();
        Merchants.Fetch();
        Terminals.Fetch();
    }

    public override void Release()
    {
        Amounts.Release();
        SmallAmounts.Release();
        Merchants.Release();
        Terminals.Release();
    }

    protected override void Count(Payment payment, in PaymentHashes hashes, FeatureOptions options, long newestMs)
    {
        var timeMs = payment.EventTimeMs;
        SmallAmounts.MoveTo(newestMs);
        Merchants.MoveTo(newestMs);
        Terminals.MoveTo(newestMs);
        Amounts.Add(timeMs, payment.AmountMinor, newestMs);
        if (payment.AmountMinor <= options.SmallAmountMinor) SmallAmounts.Add(timeMs, payment.AmountMinor, newestMs);
        if (hashes.Merchant is { } merchant) Merchants.Add(merchant, timeMs, newestMs);
        if (hashes.Terminal is { } terminal) Terminals.Add(terminal, timeMs, newestMs);
        if (States.Place.Of(payment) is { } place && !(Place?.TimeMs > timeMs)) Place = place;
    }

    protected override void Write(ByteWriter writer, long newestMs)
    {
        Amounts.Write(writer, newestMs);
        SmallAmounts.Write(writer, newestMs);
        Merchants.Write(writer, newestMs);
        Terminals.Write(writer, newestMs);
        States.Place.Write(writer, Place, newestMs);
    }

    protected override void Read(ref ByteReader reader, long newestMs)
    {
        Amounts.Read(ref reader, newestMs);
        SmallAmounts.Read(ref reader, newestMs);
        Merchants.Read(ref reader, newestMs);
        Terminals.Read(ref reader, newestMs);
        Place = States.Place.Read(ref reader, newestMs);
    }
}
