namespace Fraud.Features.Redis;

/// <summary>The steps that must be atomic in Redis.</summary>
internal static class RedisScripts
{
    /// <summary>KEYS: owner. Makes a newer generation and returns it with the reach.</summary>
    public const string Acquire = """
        local generation = redis.call('HINCRBY', KEYS[1], 'generation', 1)
        return {generation, redis.call('HGET', KEYS[1], 'reach') or '-1'}
        """;

    /// <summary>
    /// KEYS: owner, states. ARGV: generation, milliseconds to keep, reach or an empty string, values. Returns 1, or 0 when a newer owner has
    /// acquired the partition. Only the last chunk brings the reach, so it is never ahead of the states. An owner unknown to Redis is one that
    /// it lost with its last writes: it is put back.
    /// </summary>
    public const string Write = """
        local stored = tonumber(redis.call('HGET', KEYS[1], 'generation') or '0')
        local mine = tonumber(ARGV[1])
        if stored > mine then return 0 end
        if stored < mine then redis.call('HSET', KEYS[1], 'generation', ARGV[1]) end
        for i = 2, #KEYS do redis.call('SET', KEYS[i], ARGV[i + 2], 'PX', ARGV[2]) end
        if ARGV[3] ~= '' then redis.call('HSET', KEYS[1], 'reach', ARGV[3]) end
        return 1
        """;
}
