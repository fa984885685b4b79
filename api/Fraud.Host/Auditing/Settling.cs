using System.Globalization;
using Fraud.Contracts;
using Fraud.Features.Redis;
using Fraud.Features.Redis.Savepoints;
using Fraud.Host.Runtime;
using Fraud.Worker.Savepoints;
using Npgsql;

namespace Fraud.Host.Auditing;

/// <summary>Waits until each part has caught up with the one before it, and says which one has not when it takes too long.</summary>
internal sealed class Settling(string kafka, string scoringGroup, NpgsqlDataSource database, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(20);

    /// <summary>Waits until the stage has decided everything that stands on <c>payments.v1</c>.</summary>
    /// <param name="patience">How long it may go on without any progress.</param>
    /// <param name="progress">Told how many records are left.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="OperatingFaultException">It stands still.</exception>
    public async Task UntilDecidedAsync(TimeSpan patience, Action<long> progress, CancellationToken stop)
    {
        using var positions = new GroupPositions(kafka, scoringGroup, AnswerTime);
        await UntilAsync(
            () => Task.FromResult(Lag(positions)), left => left == 0, patience, progress,
            left => $"the scoring stage stands still with {left} payments to decide", stop);
    }

    /// <summary>
    /// Waits until Redis holds the states of everything decided. A worker that stops while it brings a new partition up leaves that to the next one, as
    /// it may; who compares states waits here before stopping the workers.
    /// </summary>
    /// <param name="redis">Redis as <c>host:port[,option=value]</c>.</param>
    /// <param name="patience">How long it may go on without any progress.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="OperatingFaultException">It stands still.</exception>
    public async Task UntilStoredAsync(string redis, TimeSpan patience, CancellationToken stop)
    {
        using var positions = new GroupPositions(kafka, scoringGroup, AnswerTime);
        await using var states = await RedisSavepoints.ConnectAsync(new RedisStateOptions { Configuration = redis });
        await UntilAsync(
            async () =>
            {
                var owners = await states.OwnersAsync(positions.Partitions);
                var committed = positions.Committed();
                return positions.Partitions.Zip(owners).Sum(partition => committed[partition.First] - Math.Max(0, partition.Second.Reach));
            },
            left => left == 0, patience, _ => { }, left => $"Redis stands still with the states of {left} payments to store", stop);
    }

    /// <summary>Waits until the projection holds so many decisions and alerts.</summary>
    /// <exception cref="OperatingFaultException">It stands still.</exception>
    public Task UntilProjectedAsync(long decisions, long alerts, TimeSpan patience, CancellationToken stop) => UntilAsync(
        async () => decisions + alerts - await ProjectedAsync(stop), left => left <= 0, patience, _ => { },
        left => $"the projection into Postgres stands still with {left} decisions and alerts to store", stop);

    /// <summary>Waits until the hub client has so many alerts.</summary>
    /// <exception cref="OperatingFaultException">It stands still.</exception>
    public Task UntilPushedAsync(Func<long> received, long alerts, TimeSpan patience, CancellationToken stop) => UntilAsync(
        () => Task.FromResult(alerts - received()), left => left <= 0, patience, _ => { },
        left => $"the hub stands still with {left} alerts to push", stop);

    /// <summary>Decisions in Postgres.</summary>
    public async Task<long> DecisionsAsync(CancellationToken stop) => await ScalarAsync("select count(*) from decisions", stop);

    /// <summary>Alerts in Postgres.</summary>
    public async Task<long> AlertsAsync(CancellationToken stop) => await ScalarAsync("select count(*) from alerts", stop);

    private static long Lag(GroupPositions positions)
    {
        var committed = positions.Committed();
        return positions.Partitions.Sum(partition => positions.StableEnd(Topics.Payments, partition)
            - (committed[partition] > 0 ? committed[partition] : positions.Low(Topics.Payments, partition)));
    }

    private Task<long> ProjectedAsync(CancellationToken stop) => ScalarAsync(
        "select (select coalesce(sum(decisions), 0)::bigint from decision_totals) + (select coalesce(max(last_seq), 0) from alert_feed)", stop);

    private async Task<long> ScalarAsync(string sql, CancellationToken stop)
    {
        await using var command = database.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(stop), CultureInfo.InvariantCulture);
    }

    private async Task UntilAsync(
        Func<Task<long>> measure, Func<long, bool> done, TimeSpan patience, Action<long> progress, Func<long, string> fault, CancellationToken stop)
    {
        var best = long.MaxValue;
        for (var moved = time.GetTimestamp(); ; await Task.Delay(Look, time, stop))
        {
            var left = await measure();
            progress(left);
            if (done(left)) return;
            if (left < best) (best, moved) = (left, time.GetTimestamp());
            if (time.GetElapsedTime(moved) > patience)
                throw new OperatingFaultException($"After {patience.TotalSeconds:0} s {fault(left)}: look at the messages above.");
        }
    }
}
