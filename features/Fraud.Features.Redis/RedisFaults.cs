using StackExchange.Redis;

namespace Fraud.Features.Redis;

/// <summary>Turns what the Redis client throws into <see cref="StateStoreException"/>, whose message says what to do.</summary>
internal static class RedisFaults
{
    private static readonly string[] Transient = ["LOADING", "BUSY", "OOM", "TRYAGAIN", "CLUSTERDOWN", "READONLY"];

    public static async Task<T> Guard<T>(RedisStateOptions options, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (failure is RedisConnectionException or RedisTimeoutException or TimeoutException)
        {
            throw new StateStoreException(
                $"Redis at {Address(options)} cannot be reached or is too slow. Start it or mend the network; the call may be repeated.", isTransient: true, failure);
        }
        catch (RedisServerException failure)
        {
            throw new StateStoreException(
                $"Redis at {Address(options)} refused: {failure.Message}",
                Transient.Any(prefix => failure.Message.StartsWith(prefix, StringComparison.Ordinal)), failure);
        }
    }

    public static Task<ConnectionMultiplexer> ConnectAsync(RedisStateOptions options, bool allowAdmin = false)
    {
        if (options.Namespace.Length == 0 || options.Namespace.AsSpan().ContainsAny('{', '}'))
            throw new ArgumentException("Namespace must not be empty or hold braces.", nameof(options));
        var configuration = ConfigurationOptions.Parse(options.Configuration);
        configuration.AbortOnConnectFail = true;
        configuration.AllowAdmin |= allowAdmin;
        configuration.AsyncTimeout = (int)options.Timeout.TotalMilliseconds;
        return Guard(options, () => ConnectionMultiplexer.ConnectAsync(configuration));
    }

    /// <summary>The host and port, without the password that may follow.</summary>
    private static string Address(RedisStateOptions options) => options.Configuration.Split(',')[0];
}
