namespace Fraud.Features.Redis;

/// <summary>The steps that must be atomic in Redis.</summary>
internal static class RedisScripts
{
    /// <summary>KEYS: owner. Makes a newer generation and returns it with the reach and the number of writes so far.</summary>
    public const string Acquire = """
        local generation = redis.call('HINCRBY', KEYS[1], 'generation', 1)
        return {generation, redis.call('HGET', KEYS[1], 'reach') or '-1', redis.call('HGET', KEYS[1], 'step') or '0'}
        """;

    /// <summary>
    /// KEYS: owner, states. ARGV: generation, step, milliseconds to keep, reach or an empty string, values. Returns −1 when it has written, −2
    /// when a newer owner has acquired the partition, and otherwise the number of writes it knows of, which is not the step: it lost some since
    /// the owner acquired the partition or last wrote. Only the last chunk brings the reach, so it is never ahead of the states.
    /// </summary>
    public const string Write = """
        local owner = redis.call('HMGET', KEYS[1], 'generation', 'step')
        local stored = tonumber(owner[1] or '0')
        local mine = tonumber(ARGV[1])
        if stored > mine then return -2 end
        local step = tonumber(owner[2] or '0')
        if stored < mine or step ~= tonumber(ARGV[2]) then return step end
        for i = 2, #KEYS do redis.call('SET', KEYS[i], ARGV[i + 3], 'PX', ARGV[3]) end
        if ARGV[4] ~= '' then redis.call('HSET', KEYS[1], 'reach', ARGV[4]) end
        redis.call('HINCRBY', KEYS[1], 'step', 1)
        return -1
        """;
}
