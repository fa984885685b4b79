namespace Fraud.Broker.Storage;

/// <summary>What one partition's log needs to know; read anew at each use, so a changed topic configuration applies at once.</summary>
internal sealed record LogOptions
{
    public int SegmentBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Age of a file's first batch in ms after which a new file is started.</summary>
    public long SegmentMs { get; init; } = 7L * 24 * 60 * 60 * 1000;

    public int MessageBytesMax { get; init; } = 1024 * 1024 + 12;

    /// <summary>Forces each batch to the disk before it is acknowledged.</summary>
    public bool FlushEveryBatch { get; init; }

    /// <summary>Replaces the producer's timestamps by the broker's clock.</summary>
    public bool StampAppendTime { get; init; }

    public long RetentionMs { get; init; } = -1;

    public long RetentionBytes { get; init; } = -1;

    public bool Delete { get; init; } = true;

    public bool Compact { get; init; }

    /// <summary>Share of the full files that must be new since the last compaction before there is another.</summary>
    public double DirtyRatioMin { get; init; } = 0.5;

    /// <summary>Age in ms at which compaction removes a tombstone.</summary>
    public long TombstoneMs { get; init; } = 24L * 60 * 60 * 1000;
}
