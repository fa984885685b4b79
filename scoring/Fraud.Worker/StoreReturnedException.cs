namespace Fraud.Worker;

/// <summary>Redis is back after payments were decided without it: the states are brought up from the log by another session.</summary>
internal sealed class StoreReturnedException()
    : Exception("Redis is back: the states are brought up to what was decided without it.");
