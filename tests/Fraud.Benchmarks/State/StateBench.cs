using System.CommandLine;
using System.Globalization;
using Fraud.Benchmarks.Pipeline;
using Fraud.Benchmarks.Running;
using Fraud.Benchmarks.Traffic;
using Fraud.Features;
using Fraud.Features.Redis;
using StackExchange.Redis;

namespace Fraud.Benchmarks.State;

/// <summary>
/// Memory that a real Redis takes for accounts with three payments a day over ninety days, keys and its own overhead included: first for the account
/// and its card, then with the merchants, terminals, devices and addresses.
/// </summary>
internal static class StateBench
{
    private const int Days = 90;

    public static Command Create()
    {
        var accounts = new Option<int>("--accounts") { Description = "Accounts", HelpName = "N", DefaultValueFactory = _ => 2_000 };
        return BenchCommand.Create(
            "state", "Bytes in Redis for an account with three payments a day over ninety days.", [accounts],
            async (parsed, stop) => await MeasureAsync(parsed.GetValue(accounts), stop));
    }

    private static async Task<IReadOnlyList<BenchFigure>> MeasureAsync(int accounts, CancellationToken stop)
    {
        var writes = Encoded(accounts, stop);
        await using var servers = await BenchServers.StartAsync(null, stop);
        await using var store = await RedisStateStore.ConnectAsync(new RedisStateOptions { Configuration = servers.Redis });
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{servers.Redis},allowAdmin=true");
        var owner = await store.AcquireAsync(0, stop);
        var empty = await UsedAsync(connection);
        await store.WriteAsync(owner, [.. writes.Where(IsOwn)], 1, stop);
        var own = await UsedAsync(connection);
        await store.WriteAsync(owner, [.. writes.Where(write => !IsOwn(write))], 2, stop);
        var all = await UsedAsync(connection);
        return
        [
            new("account and card in Redis", (double)(own - empty) / accounts, "bytes each", "≤ 600"),
            new("of that: encoded", writes.Where(IsOwn).Sum(write => (double)write.Bytes.Length) / accounts, "bytes each"),
            new("with merchants, terminals, devices, addresses", (double)(all - empty) / accounts, "bytes each"),
        ];
    }

    private static List<StateWrite> Encoded(int accounts, CancellationToken stop)
    {
        var traffic = new CardTraffic(accounts);
        var states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions { StoreBacked = false });
        states.AddPartition(0);
        for (long offset = 0; offset < (long)accounts * CardTraffic.PerDay * Days; offset++)
        {
            stop.ThrowIfCancellationRequested();
            states.Apply(0, offset, traffic.Next());
        }

        var writes = new List<StateWrite>();
        states.TakeChanged(0, writes);
        return writes;
    }

    private static bool IsOwn(StateWrite write) => write.Key.Kind is EntityKind.Account or EntityKind.Card;

    /// <summary>Memory of the data set, without clients' and the append-only file's buffers.</summary>
    private static async Task<long> UsedAsync(ConnectionMultiplexer connection)
    {
        var info = await connection.GetServers().Single().InfoAsync("memory");
        return long.Parse(info.SelectMany(group => group).First(entry => entry.Key == "used_memory_dataset").Value, CultureInfo.InvariantCulture)
            + long.Parse(info.SelectMany(group => group).First(entry => entry.Key == "used_memory_overhead").Value, CultureInfo.InvariantCulture);
    }
}
