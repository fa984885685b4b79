using System.Globalization;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Features;
using Fraud.Features.Redis;
using Fraud.Host.Auditing;
using Fraud.Host.Runtime;
using Fraud.Ingest.DeadLetters;
using Fraud.Ingest.Decoding;
using Fraud.Ingest.Kafka;
using Fraud.Replay.Verification;
using Fraud.Scoring;
using Fraud.Scoring.Policies;
using Npgsql;

namespace Fraud.Host.Chaos;

/// <summary>Holds what the platform left behind against what a single thread makes of the same log.</summary>
internal sealed class ChaosProof(Addresses addresses, Settling settling, NpgsqlDataSource database, CompiledPolicy policy, TimeProvider time, Action<string> tell)
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ProjectionTime = TimeSpan.FromMinutes(3);

    private readonly TopicScan _scan = new(addresses.Kafka);
    private readonly Dictionary<LogPosition, Decision> _expected = [];
    private readonly HashSet<LogPosition> _unreadable = [];
    private readonly HashSet<(string Account, string Payment)> _stopped = [];
    private readonly ProjectedRows _projected = new();
    private string? _first;
    private long _records;
    private long _degraded;

    public async Task<ChaosReport> ReadAsync(long seed, ChaosFaults faults, double seconds, CancellationToken stop)
    {
        var begun = time.GetTimestamp();
        var partitions = PartitionCount();
        var oracle = new LogOracle(policy, partitions);
        _scan.Read(Topics.Payments, record => TakePayment(oracle, record), stop);
        var payments = _expected.Count;
        Say(begun, "what a single thread makes of the log is known");
        var (decisions, duplicated, features) = ReadDecisions(stop);
        Say(begun, "decisions are compared");
        var missing = Count(_expected.Keys, position => $"{position} was not decided");
        var alerts = ReadAlerts(stop);
        var (states, stateDifferences) = await ReadStatesAsync(oracle, partitions, stop);
        Say(begun, "states are compared");
        var projection = await CompareProjectionAsync(decisions - duplicated, alerts.Count, stop);
        Say(begun, "rows in Postgres are compared");
        return new ChaosReport
        {
            Seed = seed,
            Records = _records,
            Malformed = _unreadable.Count,
            Payments = payments,
            Decisions = decisions,
            Degraded = _degraded,
            Missing = missing,
            Duplicated = duplicated,
            FeatureMismatches = features + stateDifferences,
            States = states,
            StateMismatches = stateDifferences,
            AlertsMismatch = alerts.Differences,
            DeadLettersMismatch = ReadDeadLetters(stop),
            ProjectionMismatch = projection,
            OpenTransactions = OpenTransactions(partitions),
            ProofSeconds = time.GetElapsedTime(begun).TotalSeconds,
            FirstDifference = _first,
            Faults = faults.Planted,
            Met = faults.Met,
            Seconds = seconds,
        };
    }

    private void Say(long begun, string what) =>
        tell(string.Create(CultureInfo.InvariantCulture, $"{time.GetElapsedTime(begun).TotalSeconds:0.0} s: {what}"));

    private void TakePayment(LogOracle oracle, ConsumeResult<byte[], byte[]> record)
    {
        _records++;
        var position = Position(record);
        if (!PaymentDecoder.TryDecode(record.Message.Value, out var payment, out _))
            _unreadable.Add(position);
        else if (oracle.Decide(new PaymentRecord(payment, position.Topic, position.Partition, position.Offset)) is { } decision)
            _expected.Add(position, decision);
    }

    private (long Decisions, long Duplicated, long Features) ReadDecisions(CancellationToken stop)
    {
        long decisions = 0, duplicated = 0, features = 0;
        _scan.Read(Topics.Decisions, record =>
        {
            var found = DecisionJson.Read(record.Message.Value);
            // A correction is not a second decision: it says itself which one it takes the place of.
            if (found.Supersedes is not null)
            {
                _projected.ExpectCorrection(found.Position, record.Message.Value);
                return;
            }

            decisions++;
            _projected.ExpectDecision(found.Position, record.Message.Value);
            if (found.Outcome != Outcome.Approve)
                _stopped.Add((found.AccountId, found.PaymentId));
            if (_expected.Remove(found.Position, out var wanted))
                features += DifferentFeatures(wanted, found);
            else
                duplicated += Differs($"{found.PaymentId} at {found.Position} was decided again, or without need");
        }, stop);
        return (decisions, duplicated, features);
    }

    private int DifferentFeatures(Decision wanted, Decision found)
    {
        if (found.Degraded)
        {
            _degraded++;
            return found.Features.All(double.IsNaN) ? 0 : Differs($"{found.Position} is degraded and has features");
        }

        var differences = 0;
        for (var i = 0; i < wanted.Features.Length; i++)
        {
            var feature = FeatureCatalogue.Default.Features[i];
            if (feature.Entity is EntityKind.Account or EntityKind.Card && !wanted.Features[i].Equals(found.Features[i]))
                differences += Differs($"{feature.Name} of {found.Position} is {found.Features[i]} and should be {wanted.Features[i]}");
        }

        return differences;
    }

    private (long Count, long Differences) ReadAlerts(CancellationToken stop)
    {
        long count = 0, differences = 0;
        var awaited = new HashSet<(string, string)>(_stopped);
        _scan.Read(Topics.Alerts, record =>
        {
            var alert = DecisionGlance.ReadAlert(record.Message.Value);
            _projected.ExpectAlert(alert.AccountId, alert.PaymentId);
            if (alert.IsCorrection) return;
            count++;
            if (!awaited.Remove((alert.AccountId, alert.PaymentId)))
                differences += Differs($"the alert of {alert.PaymentId} stands twice, or has no decision");
        }, stop);
        return (count, differences + Count(awaited, stopped => $"{stopped.Item2} was stopped without an alert"));
    }

    private long ReadDeadLetters(CancellationToken stop)
    {
        var awaited = new HashSet<LogPosition>(_unreadable);
        long differences = 0;
        _scan.Read(Topics.DeadLetter, record =>
        {
            var source = DeadLetterMessage.Decode(record.Message!).Source;
            if (!awaited.Remove(source))
                differences += Differs($"{source} has a dead letter too many");
        }, stop);
        return differences + Count(awaited, position => $"{position} is unreadable and has no dead letter");
    }

    private async Task<(long States, long Differences)> ReadStatesAsync(LogOracle oracle, int partitions, CancellationToken stop)
    {
        await using var store = await RedisStateStore.ConnectAsync(new RedisStateOptions { Configuration = addresses.Redis });
        long states = 0, differences = 0;
        for (var partition = 0; partition < partitions; partition++)
        {
            var wanted = oracle.States(partition).ToDictionary(write => write.Key, write => write.Bytes);
            states += wanted.Count;
            foreach (var chunk in wanted.Keys.Chunk(1_000))
            {
                await store.LoadAsync(chunk, (key, found) =>
                {
                    if (!found.Span.SequenceEqual(wanted[key].Span))
                        differences += Differs($"state {key.Kind} {key.Id} of partition {key.Partition} in Redis: {found.Length} bytes, should be other {wanted[key].Length}");
                }, stop);
            }
        }

        return (states, differences);
    }

    private async Task<long> CompareProjectionAsync(long decisions, long alerts, CancellationToken stop)
    {
        try
        {
            await settling.UntilProjectedAsync(decisions, alerts, ProjectionTime, stop);
        }
        catch (OperatingFaultException)
        {
            // It stands still: what follows says by how much.
        }

        return await _projected.CompareAsync(database, what => Differs(what), stop);
    }

    // The end that a reader of committed records may read to stays behind the end of the log while a transaction is open.
    private long OpenTransactions(int partitions)
    {
        var config = KafkaClients.ReadCommittedConsumer(addresses.Kafka, "fraud-audit");
        using var committed = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build();
        config.IsolationLevel = IsolationLevel.ReadUncommitted;
        using var all = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build();
        long open = 0;
        foreach (var topic in new[] { Topics.Decisions, Topics.Alerts, Topics.DeadLetter })
        {
            for (var partition = 0; partition < partitions; partition++)
            {
                var place = new TopicPartition(topic, partition);
                if (committed.QueryWatermarkOffsets(place, AnswerTime).High != all.QueryWatermarkOffsets(place, AnswerTime).High)
                    open += Differs($"a transaction is open in {place}");
            }
        }

        return open;
    }

    private int PartitionCount()
    {
        using var admin = new AdminClientBuilder(KafkaClients.Admin(addresses.Kafka)).SetLogHandler((_, _) => { }).Build();
        return admin.GetMetadata(Topics.Payments, AnswerTime).Topics.Single().Partitions.Count;
    }

    private long Count<T>(IReadOnlyCollection<T> differing, Func<T, string> describe)
    {
        if (differing.Count > 0)
            Differs(describe(differing.First()));
        return differing.Count;
    }

    private int Differs(string what)
    {
        _first ??= what;
        return 1;
    }

    private static LogPosition Position(ConsumeResult<byte[], byte[]> record) => new(record.Topic, record.Partition.Value, record.Offset.Value);
}
