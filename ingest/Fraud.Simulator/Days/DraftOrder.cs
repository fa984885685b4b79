namespace Fraud.Simulator.Days;

/// <summary>
/// Event time, then account, then the rest: a total order up to payments that differ in nothing, so that an unstable sort gives the same
/// days.
/// </summary>
internal sealed class DraftOrder : IComparer<PaymentDraft>
{
    public static readonly DraftOrder Instance = new();

    public int Compare(PaymentDraft x, PaymentDraft y)
    {
        var order = x.TimeMs.CompareTo(y.TimeMs);
        if (order == 0) order = x.Holder.Index.CompareTo(y.Holder.Index);
        if (order == 0) order = string.CompareOrdinal(x.Merchant.Id, y.Merchant.Id);
        if (order == 0) order = x.AmountMinor.CompareTo(y.AmountMinor);
        return order == 0 ? x.Kind.CompareTo(y.Kind) : order;
    }
}
