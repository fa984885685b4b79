namespace Fraud.Broker.Storage;

/// <summary>Finds the aborted transactions a reader of committed records must skip.</summary>
internal static class AbortedTransactions
{
    /// <summary>Those with records in [<paramref name="from"/>, <paramref name="upper"/>), in the order of their markers.</summary>
    public static List<AbortedTransaction> Between(LogView view, long from, long upper)
    {
        var found = new List<AbortedTransaction>();
        for (var i = view.SegmentIndexOf(from); i < view.Segments.Length; i++)
            foreach (var transaction in EndingFrom(view.Segments[i].Aborted, from))
            {
                if (transaction.FirstOffset < upper)
                    found.Add(transaction);
                if (transaction.StableOffset >= upper)
                    return found;
            }
        return found;
    }

    private static ReadOnlySpan<AbortedTransaction> EndingFrom(AbortedTransaction[] ordered, long offset)
    {
        int low = 0, high = ordered.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (ordered[middle].MarkerOffset < offset)
                low = middle + 1;
            else
                high = middle;
        }
        return ordered.AsSpan(low);
    }
}
