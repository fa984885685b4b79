using System.Collections.Concurrent;

namespace Fraud.Ingest.Gateway;

/// <summary>
/// Payments a second of each API key: a bucket that fills at the rate and holds one second's worth. Safe for concurrent use; keys are few,
/// and their buckets stay.
/// </summary>
/// <param name="perSecond">The rate; 0 for none.</param>
/// <param name="time">Fills the buckets.</param>
public sealed class KeyRates(int perSecond, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Takes that many payments of a key out of its bucket.</summary>
    /// <returns>Null when they fit; otherwise after how many seconds they will, and nothing is taken.</returns>
    public int? TryTake(string key, int payments)
    {
        if (perSecond == 0) return null;
        var bucket = _buckets.GetOrAdd(key, _ => new Bucket { Tokens = perSecond, FilledAt = time.GetTimestamp() });
        lock (bucket)
        {
            var now = time.GetTimestamp();
            bucket.Tokens = Math.Min(perSecond, bucket.Tokens + (time.GetElapsedTime(bucket.FilledAt, now).TotalSeconds * perSecond));
            bucket.FilledAt = now;

            // More than the bucket ever holds is taken from a full one, which then owes the rest.
            var needed = Math.Min(payments, perSecond);
            if (bucket.Tokens < needed) return (int)Math.Max(1, Math.Ceiling((needed - bucket.Tokens) / perSecond));
            bucket.Tokens -= payments;
            return null;
        }
    }

    private sealed class Bucket
    {
        public required double Tokens { get; set; }

        public required long FilledAt { get; set; }
    }
}
