namespace Fraud.Features.Redis;

/// <summary>The steps that must be atomic in Redis.</summary>
internal static class RedisScripts
{
    /// <summary>
    /// KEYS: owner. ARGV: format. Makes a newer generation and returns it with the reach, the number of writes so far and the restoration the states
    /// came from; or, alone, the savepoint that is being restored; or, with the format, that states are stored in a newer one. Neither changes anything.
    /// </summary>
    public const string Acquire = """
        local restoring = redis.call('HGET', KEYS[1], 'restoring')
        if restoring then return {restoring} end
        local format = tonumber(redis.call('HGET', KEYS[1], 'format') or '0')
        if format > tonumber(ARGV[1]) then return {'format', format} end
        local generation = redis.call('HINCRBY', KEYS[1], 'generation', 1)
        local stored = redis.call('HMGET', KEYS[1], 'reach', 'step', 'restored')
        return {generation, stored[1] or '-1', stored[2] or '0', stored[3] or ''}
        """;

    /// <summary>
    /// KEYS: owner. ARGV: savepoint, restoration. Fences every owner, lets none acquire the partition, and makes loads of earlier owners fail,
    /// before anything is changed.
    /// </summary>
    public const string BeginRestore = """
        redis.call('HINCRBY', KEYS[1], 'generation', 1)
        redis.call('HDEL', KEYS[1], 'reach', 'format')
        redis.call('HSET', KEYS[1], 'restoring', ARGV[1], 'restored', ARGV[2])
        return 1
        """;

    /// <summary>KEYS: owner, states. ARGV: restoration, milliseconds to keep, values. Returns 0 when another restoration has begun.</summary>
    public const string Restore = """
        if redis.call('HGET', KEYS[1], 'restored') ~= ARGV[1] then return 0 end
        if not redis.call('HGET', KEYS[1], 'restoring') then return 0 end
        for i = 2, #KEYS do redis.call('SET', KEYS[i], ARGV[i + 1], 'PX', ARGV[2]) end
        return 1
        """;

    /// <summary>KEYS: owner. ARGV: restoration, reach. Gives the partition free. Returns 0 when another restoration has begun.</summary>
    public const string EndRestore = """
        if redis.call('HGET', KEYS[1], 'restored') ~= ARGV[1] then return 0 end
        redis.call('HDEL', KEYS[1], 'restoring')
        redis.call('HSET', KEYS[1], 'reach', ARGV[2])
        return 1
        """;

    /// <summary>
    /// KEYS: owner, states. ARGV: generation, step, milliseconds to keep, reach or an empty string, format, values. Returns −1 when it has written, −2
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
        for i = 2, #KEYS do redis.call('SET', KEYS[i], ARGV[i + 4], 'PX', ARGV[3]) end
        if ARGV[4] ~= '' then redis.call('HSET', KEYS[1], 'reach', ARGV[4]) end
        redis.call('HSET', KEYS[1], 'format', ARGV[5])
        redis.call('HINCRBY', KEYS[1], 'step', 1)
        return -1
        """;
}
