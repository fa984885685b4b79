namespace Fraud.Features.Distinct;

/// <content>How windows are counted.</content>
internal partial struct SeenSet
{
    /// <summary>
    /// Counts the distinct values seen since t − length, for all lengths at once: to the millisecond while the edge is at most 25 hours older than the
    /// newest event, else from the start of the edge's hour. A payment out of order also counts values seen after it.
    /// </summary>
    /// <param name="lengthsMs">Lengths, ascending.</param>
    /// <param name="timeMs">The time t.</param>
    /// <param name="newestMs">The entity's newest event time.</param>
    /// <param name="counts">Receives one number per length.</param>
    public readonly void Read(ReadOnlySpan<long> lengthsMs, long timeMs, long newestMs, Span<double> counts) =>
        Read(lengthsMs, timeMs, newestMs, rule, counts);

    /// <summary>Counts as a set by another rule would that has seen the same: one of a shorter horizon and no larger capacity.</summary>
    public readonly void Read(ReadOnlySpan<long> lengthsMs, long timeMs, long newestMs, SeenRule asBy, Span<double> counts)
    {
        var times = Times;
        var newest = 0;
        var oldestMs = asBy == rule ? long.MinValue : asBy.KeptFromMs(newestMs);
        for (var window = 0; window < lengthsMs.Length; window++)
        {
            var edgeMs = Math.Max(oldestMs, SeenRule.Rounded(timeMs - lengthsMs[window], newestMs));
            while (newest < times.Length && times[^(newest + 1)] >= edgeMs) newest++;
            counts[window] = Estimate(newest, asBy.Capacity);
        }
    }
}
