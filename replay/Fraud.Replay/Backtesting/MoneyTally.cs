using System.Runtime.InteropServices;
using Fraud.Contracts;

namespace Fraud.Replay.Backtesting;

/// <summary>Adds up amounts by currency.</summary>
internal sealed class MoneyTally
{
    private readonly Dictionary<string, Sums> _currencies = new(StringComparer.Ordinal);

    /// <summary>Adds a payment.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="outcome">What is said of it.</param>
    /// <param name="fraud">The truth.</param>
    public void Add(Payment payment, Outcome outcome, bool fraud)
    {
        ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(_currencies, payment.Currency, out _);
        if (fraud)
        {
            sums.Fraud += payment.AmountMinor;
            sums.Caught += outcome == Outcome.Approve ? 0 : payment.AmountMinor;
            sums.Declined += outcome == Outcome.Decline ? payment.AmountMinor : 0;
            return;
        }
        sums.GoodReviewed += outcome == Outcome.Review ? payment.AmountMinor : 0;
        sums.GoodBlocked += outcome == Outcome.Decline ? payment.AmountMinor : 0;
    }

    /// <summary>Everything added, by currency.</summary>
    public SortedDictionary<string, MoneyReport> Report() => new(
        _currencies.ToDictionary(
            c => c.Key, c => new MoneyReport(c.Value.Fraud, c.Value.Caught, c.Value.Declined, c.Value.GoodReviewed, c.Value.GoodBlocked)),
        StringComparer.Ordinal);

    private struct Sums
    {
        public long Fraud, Caught, Declined, GoodReviewed, GoodBlocked;
    }
}
