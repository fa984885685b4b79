using Fraud.Contracts;
using Fraud.Features.Coding;
using Fraud.Features.Distinct;
using Fraud.Features.Windows;

namespace Fraud.Features.States;

/// <summary>What is known of a card: its amounts, the small ones apart, where it was used, and where it was last.</summary>
internal sealed class CardState(StateKey key) : EntityState(key)
{
    private static readonly SeenRule Recent = new(Capacity: 16, ValueBytes: 3, HorizonMs: 2 * Ladder.Day, Ladder.Brief);

    private PaneSeries amounts = new(Ladder.Own);
    private PaneSeries smallAmounts = new(Ladder.Brief);
    private SeenSet merchants = new(Recent);
    private SeenSet terminals = new(Recent);

    public ref readonly PaneSeries Amounts => ref amounts;

    /// <summary>Amounts up to the small-amount option.</summary>
    public ref readonly PaneSeries SmallAmounts => ref smallAmounts;

    public ref readonly SeenSet Merchants => ref merchants;

    public ref readonly SeenSet Terminals => ref terminals;

    public Place? Place { get; private set; }

    public override void Fetch()
    {
        amounts.Fetch();
        smallAmounts.Fetch();
        merchants.Fetch();
        terminals.Fetch();
    }

    public override void Release()
    {
        amounts.Release();
        smallAmounts.Release();
        merchants.Release();
        terminals.Release();
    }

    protected override void Count(Payment payment, in PaymentHashes hashes, FeatureOptions options, long newestMs)
    {
        var timeMs = payment.EventTimeMs;
        smallAmounts.MoveTo(newestMs);
        merchants.MoveTo(newestMs);
        terminals.MoveTo(newestMs);
        amounts.Add(timeMs, payment.AmountMinor, newestMs);
        if (payment.AmountMinor <= options.SmallAmountMinor) smallAmounts.Add(timeMs, payment.AmountMinor, newestMs);
        if (hashes.Merchant is { } merchant) merchants.Add(merchant, timeMs, newestMs);
        if (hashes.Terminal is { } terminal) terminals.Add(terminal, timeMs, newestMs);
        if (States.Place.Of(payment) is { } place && !(Place?.TimeMs > timeMs)) Place = place;
    }

    protected override void Write(ByteWriter writer, long newestMs)
    {
        amounts.Write(writer, newestMs);
        smallAmounts.Write(writer, newestMs);
        merchants.Write(writer, newestMs);
        terminals.Write(writer, newestMs);
        States.Place.Write(writer, Place, newestMs);
    }

    protected override void Read(ref ByteReader reader, long newestMs)
    {
        amounts.Read(ref reader, newestMs);
        smallAmounts.Read(ref reader, newestMs);
        merchants.Read(ref reader, newestMs);
        terminals.Read(ref reader, newestMs);
        Place = States.Place.Read(ref reader, newestMs);
    }
}
