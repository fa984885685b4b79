using Fraud.Contracts;
using Fraud.Features.Coding;
using Fraud.Features.Distinct;
using Fraud.Features.Windows;

namespace Fraud.Features.States;

/// <summary>What is known of an account: its amounts, its habits, where it was last, and the payment ids it has seen.</summary>
internal sealed class AccountState(StateKey key) : EntityState(key)
{
    public PaneSeries Amounts { get; } = new(Ladder.Own);

    public SeenSet Merchants { get; } = new(Ladder.Own, 32, SeenSet.ManyValueBytes);

    public SeenSet Devices { get; } = new(Ladder.Own, 8, SeenSet.ManyValueBytes);

    public SeenSet Countries { get; } = new(Ladder.Own, 8, SeenSet.FewValueBytes);

    public SeenSet Mccs { get; } = new(Ladder.Own, 8, SeenSet.FewValueBytes);

    public RecentIds Ids { get; } = new();

    /// <summary>Place of the newest located payment made without a card; those with one are in the card's state.</summary>
    public Place? Place { get; private set; }

    /// <summary>
    /// Whether a record brings an id seen before. A record that the tag covers was decided before a crash and is asked about again: the
    /// account counted it if its id is remembered at its offset. If not, it was a duplicate whose first record has expired since, or one so old
    /// that its own id has; then every other state counted it, because accounts are stored last. Either way it must not count again.
    /// </summary>
    public bool IsDuplicate(ulong idHash, long offset) =>
        Ids.ContainsBefore(idHash, offset) || (offset <= Tag && !Ids.ContainsAt(offset));

    public override void Fetch()
    {
        Amounts.Fetch();
        Merchants.Fetch();
        Devices.Fetch();
        Countries.Fetch();
        Mccs.Fetch();
        Ids.Fetch();
    }

    public override void Release()
    {
        Amounts.Release();
        Merchants.Release();
        Devices.Release();
        Countries.Release();
        Mccs.Release();
        Ids.Release();
    }

    protected override void Count(Payment payment, in PaymentHashes hashes, FeatureOptions options, long newestMs)
    {
        var timeMs = payment.EventTimeMs;
        Merchants.MoveTo(newestMs);
        Devices.MoveTo(newestMs);
        Countries.MoveTo(newestMs);
        Mccs.MoveTo(newestMs);
        Amounts.Add(timeMs, payment.AmountMinor, newestMs);
        if (hashes.Merchant is { } merchant) Merchants.Add(merchant, timeMs, newestMs);
        if (hashes.Device is { } device) Devices.Add(device, timeMs, newestMs);
        if (hashes.Country is { } country) Countries.Add(country, timeMs, newestMs);
        if (hashes.Mcc is { } mcc) Mccs.Add(mcc, timeMs, newestMs);
        if (hashes.Card is null && States.Place.Of(payment) is { } place && !(Place?.TimeMs > timeMs)) Place = place;
    }

    protected override void AfterRecord(long offset, in PaymentHashes hashes, FeatureOptions options) =>
        Ids.Add(hashes.Id, offset, NewestMs!.Value, (long)options.DedupeHorizon.TotalMilliseconds, options.DedupeCountMax);

    protected override void Write(ByteWriter writer, long newestMs)
    {
        Ids.Write(writer, Tag, newestMs);
        Amounts.Write(writer, newestMs);
        Merchants.Write(writer, newestMs);
        Devices.Write(writer, newestMs);
        Countries.Write(writer, newestMs);
        Mccs.Write(writer, newestMs);
        States.Place.Write(writer, Place, newestMs);
    }

    protected override void Read(ref ByteReader reader, long newestMs)
    {
        Ids.Read(ref reader, Tag, newestMs);
        Amounts.Read(ref reader, newestMs);
        Merchants.Read(ref reader, newestMs);
        Devices.Read(ref reader, newestMs);
        Countries.Read(ref reader, newestMs);
        Mccs.Read(ref reader, newestMs);
        Place = States.Place.Read(ref reader, newestMs);
    }
}
