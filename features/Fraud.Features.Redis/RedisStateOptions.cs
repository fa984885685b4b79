namespace Fraud.Features.Redis;

/// <summary>Where and how states are kept in Redis.</summary>
public sealed record RedisStateOptions
{
    /// <summary>Address in StackExchange.Redis form, e.g. <c>127.0.0.1:6379,password=…</c>.</summary>
    public required string Configuration { get; init; }

    /// <summary>First part of every key where nothing else is said.</summary>
    public const string NamespaceDefault = "fraud";

    /// <summary>First part of every key, so that several installations may share a server. Default <c>fraud</c>; not empty, no braces.</summary>
    public string Namespace { get; init; } = NamespaceDefault;

    /// <summary>
    /// Newest encoding of states that is read and written: the first byte of each. It is noted with the owner of a partition, and states of a newer
    /// one are refused before any is touched.
    /// </summary>
    public int Format { get; init; } = StateFormat.Newest;

    /// <summary>
    /// How long an entity without payments keeps its state. Default 100 days: longer than the longest window, so nothing a window could show
    /// is lost.
    /// </summary>
    public TimeSpan IdleAgeMax { get; init; } = TimeSpan.FromDays(100);

    /// <summary>States in one write script or one read, at most. Default 500. Larger blocks other clients of the server for longer.</summary>
    public int ChunkCountMax { get; init; } = 500;

    /// <summary>How long one call waits for the server. Default 5 s; then it fails as transient.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}
