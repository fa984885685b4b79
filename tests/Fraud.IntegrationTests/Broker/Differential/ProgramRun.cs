using System.Text;
using Fraud.Broker.Protocol;
using Fraud.Broker.Storage;
using Fraud.TestKit;

namespace Fraud.IntegrationTests.Broker.Differential;

/// <summary>One program on one broker. Each step gives a line that has nothing in it that brokers are free to choose.</summary>
internal sealed class ProgramRun : IAsyncDisposable
{
    private readonly string _name;
    private readonly long _timeMs;
    private readonly Func<BrokerClient> _connect;
    private readonly (string Id, Instance Present, Instance Former)[] _producers;
    private readonly MemberRun[] _members;
    private readonly Dictionary<(long, short, TopicPartition), int> _sequences = [];
    private BrokerClient _client;
    private Instance _idempotent = Instance.None;
    private int _value;
    private int _compactions;

    private ProgramRun(string name, long timeMs, Func<BrokerClient> connect)
    {
        _timeMs = timeMs;
        _name = name;
        _connect = connect;
        _client = connect();
        _members = [new($"{name}-members", null), new($"{name}-static", "instance")];
        _producers = [.. Enumerable.Range(0, RandomProgram.TransactionalIds).Select(i => ($"{name}-tx{i}", Instance.None, Instance.None))];
    }

    /// <param name="name">Of its topics, groups and transactional ids; nobody else's.</param>
    /// <param name="timeMs">The records' time, near the clock's: files are rolled and removed by it.</param>
    /// <param name="connect">Connects to the broker.</param>
    public static async Task<ProgramRun> StartAsync(string name, long timeMs, Func<BrokerClient> connect)
    {
        var run = new ProgramRun(name, timeMs, connect);
        await run._client.FindCoordinatorAsync(name, 0);
        await run._client.FindCoordinatorAsync(name, 1);
        await run._client.CreateTopicAsync(run.Topic("plain"), RandomProgram.PlainPartitions, ("retention.ms", "-1"));
        await run._client.CreateTopicAsync(run.Topic("compact"), 1,
            ("cleanup.policy", "compact"), ("min.cleanable.dirty.ratio", "0.001"), ("segment.ms", "100"), ("delete.retention.ms", "0"));
        var (_, id, epoch) = await run._client.InitAsync(null);
        run._idempotent = new Instance(id, epoch);
        return run;
    }

    /// <summary>Ends what a broker forgets when it stops.</summary>
    public async Task SettleAsync()
    {
        foreach (var member in _members)
            await member.SettleAsync(_client);
    }

    /// <summary>Connects anew after the broker was restarted.</summary>
    public async Task ReconnectAsync()
    {
        _client.Dispose();
        _client = _connect();
        foreach (var member in _members)
            await member.UntilLoadedAsync(_client, Partition(0));
    }

    public async Task<string> RunAsync(Step step)
    {
        var partition = Partition(step.Target);
        var (id, present, former) = _producers[step.Actor];
        var group = $"{_name}-group{step.Amount % RandomProgram.Groups}";
        switch (step.Kind)
        {
            case StepKind.Init:
                var (error, producerId, epoch) = await _client.InitAsync(id);
                if (error == ErrorCode.None)
                    _producers[step.Actor] = (id, new Instance(producerId, epoch), present);
                return $"{error}";
            case StepKind.AddPartition:
                return $"{await _client.AddPartitionAsync(id, present.ProducerId, present.Epoch, partition)}";
            case StepKind.AddGroup:
                return $"{await _client.AddGroupAsync(id, present.ProducerId, present.Epoch, group)}";
            case StepKind.ProduceInTransaction:
                return await ProduceAsync(id, step.Flag && former != Instance.None ? former : present, partition, step.Amount);
            case StepKind.CommitInTransaction:
                return $"{await _client.CommitInTransactionAsync(id, present.ProducerId, present.Epoch, group, partition, step.Amount)}";
            case StepKind.End:
                return $"{await _client.EndAsync(id, present.ProducerId, present.Epoch, commit: !step.Flag)}";
            case StepKind.EndAsZombie when former != Instance.None:
                return $"{await _client.EndAsync(id, former.ProducerId, former.Epoch, commit: true)}";
            case StepKind.Produce:
                return Told(await _client.ProduceAsync(partition, null, Batch(Instance.None, -1, step.Amount)), step.Target);
            case StepKind.ProduceIdempotent:
                return await ProduceAsync(null, _idempotent, partition, step.Amount);
            case StepKind.ProduceOutOfTurn:
                var next = _sequences.GetValueOrDefault((_idempotent.ProducerId, _idempotent.Epoch, partition));
                var sequence = step.Flag ? next + 3 : Math.Max(0, next - 1);
                return Told(await _client.ProduceAsync(partition, null, Batch(_idempotent, sequence, 0)), step.Target);
            case StepKind.CommitOffset:
                return $"{await _client.CommitAsync(group, partition, step.Amount)}";
            case StepKind.FetchOffset:
                return $"{await _client.CommittedAsync(group, partition, stable: step.Flag)}";
            case StepKind.TimeOut:
                return await TimeOutAsync(step, partition);
            case StepKind.MemberJoin:
                return await Member(step).JoinAsync(_client, step.Flag);
            case StepKind.MemberSync:
                return await Member(step).SyncAsync(_client, step);
            case StepKind.MemberHeartbeat:
                return await Member(step).HeartbeatAsync(_client, step);
            case StepKind.MemberCommit:
                return await Member(step).CommitAsync(_client, step, partition);
            case StepKind.MemberLeave:
                return await Member(step).LeaveAsync(_client, step);
            case StepKind.Fetch:
                return Fetch(step, partition);
            case StepKind.ListOffset:
                return ListOffset(step, partition);
            case StepKind.Compact:
                return await CompactAsync(partition);
            case StepKind.DeleteRecords:
                return $"{_client.DeleteRecords(partition, step.Amount)}";
            default:
                return "-";
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsCompacted(int target) => target == RandomProgram.PlainPartitions;

    private string Topic(string kind) => $"{_name}-{kind}";

    private TopicPartition Partition(int target) => IsCompacted(target) ? new(Topic("compact"), 0) : new(Topic("plain"), target);

    private async Task<string> ProduceAsync(string? id, Instance producer, TopicPartition partition, int amount)
    {
        var key = (producer.ProducerId, producer.Epoch, partition);
        var sequence = _sequences.GetValueOrDefault(key);
        var records = 1 + amount % 3;
        var answer = await _client.ProduceAsync(partition, id, Batch(producer, sequence, amount, isTransactional: id is not null));
        if (answer.Error == ErrorCode.None)
            _sequences[key] = sequence + records;
        return Told(answer, IsCompacted(partition) ? RandomProgram.PlainPartitions : 0);
    }

    private MemberRun Member(Step step) => _members[step.Actor % _members.Length];

    /// <summary>A transaction with a time-out that is over at once; then what its instance may still do.</summary>
    private async Task<string> TimeOutAsync(Step step, TopicPartition partition)
    {
        // Longer than any stall between beginning the transaction and writing to it.
        const int timeoutMs = 1000;
        var (id, former, _) = _producers[step.Actor];
        var (error, producerId, epoch) = await _client.InitAsync(id, timeoutMs);
        if (error != ErrorCode.None)
            return $"{error}";
        var instance = new Instance(producerId, epoch);
        _producers[step.Actor] = (id, instance, former);
        var added = await _client.AddPartitionAsync(id, producerId, epoch, partition);
        var produced = await ProduceAsync(id, instance, partition, step.Amount);
        await _client.UntilTimedOutAsync(id);
        var late = await _client.EndAsync(id, producerId, epoch, commit: true);
        var lateAdd = await _client.AddPartitionAsync(id, producerId, epoch, partition);
        return $"{added} {produced} then {late} {lateAdd}";
    }

    /// <summary>Begins a new file, since the last one is never compacted, and waits until all before it hold each key once.</summary>
    private async Task<string> CompactAsync(TopicPartition partition)
    {
        for (var actor = 0; actor < _producers.Length; actor++)
            await RunAsync(new Step(StepKind.Init, actor, 0, 0, false));
        // Apache Kafka begins a file by the time of records, which are a second apart here; other records are within some milliseconds.
        _compactions++;
        var last = BatchBuilder.Build([($"end{_compactions}", "-", _timeMs + 1000 * _compactions)], -1, -1, -1, isTransactional: false);
        var (_, end) = await _client.ProduceAsync(partition, null, last);
        List<StoredRecord> records = [];
        await Eventually.UntilAsync(() =>
        {
            records = Read(partition, _client.ListOffset(partition, -2, false).Offset, committedOnly: true).Records;
            return records.Where(record => record.Offset < end).GroupBy(Key, StringComparer.Ordinal).All(same => same.Count() == 1);
        }, KafkaCluster.Patience, $"{partition} is compacted");
        // How long a tombstone stays is the broker's choice.
        return string.Join(' ', records.Where(record => record.HasValue).Select(Text));
    }

    private bool IsCompacted(TopicPartition partition) => partition.Topic == Topic("compact");

    private static string Told((ErrorCode Error, long Offset) answer, int target) =>
        IsCompacted(target) ? $"{answer.Error}" : $"{answer.Error} {answer.Offset}";

    /// <summary>One to three records whose keys repeat, some of them tombstones, with times that go up and down.</summary>
    private byte[] Batch(Instance producer, int sequence, int amount, bool isTransactional = false)
    {
        var records = Enumerable.Range(0, 1 + amount % 3).Select(i =>
            ($"k{(amount + i) % 5}", amount % 4 == 3 && i == 0 ? null : $"v{_value++}", _timeMs + (((amount * 7) + i) % 20))).ToArray();
        return BatchBuilder.Build(records, producer.ProducerId, producer.Epoch, sequence, isTransactional);
    }

    private string Fetch(Step step, TopicPartition partition)
    {
        var earliest = _client.ListOffset(partition, -2, false).Offset;
        var from = IsCompacted(step.Target) || step.Amount % 2 == 0 ? earliest : step.Amount;
        // Compaction removes what was aborted, at a time of its own.
        var (extent, records) = Read(partition, from, committedOnly: step.Flag || IsCompacted(step.Target));
        if (!IsCompacted(step.Target))
            return $"{extent.Error} {extent.StartOffset}..{Stable(extent.StableOffset, extent.StartOffset)}..{extent.HighWatermark}: {string.Join(' ', records.Select(Text))}";
        // Of a compacted topic only the newest value of each key is the same at any instant.
        var newest = records.GroupBy(Key, StringComparer.Ordinal).Select(same => same.Last()).Where(record => record.HasValue);
        return string.Join(' ', newest.OrderBy(Key, StringComparer.Ordinal).Select(Text));
    }

    /// <summary>Fetches until there is no more: how much comes at once is the broker's choice.</summary>
    private (VisibleRecords Extent, List<StoredRecord> Records) Read(TopicPartition partition, long from, bool committedOnly)
    {
        var records = new List<StoredRecord>();
        while (true)
        {
            var seen = VisibleRecords.Of(_client.Fetch(partition, from, committedOnly), from);
            records.AddRange(seen.Records);
            if (seen.Next == from)
                return (seen, records);
            from = seen.Next;
        }
    }

    private string ListOffset(Step step, TopicPartition partition)
    {
        if (IsCompacted(step.Target))
            return "-";
        var time = (step.Amount % 3) switch { 0 => -1, 1 => -2, _ => _timeMs + step.Amount };
        var found = _client.ListOffset(partition, time, step.Flag);
        return time == -1 ? $"{Stable(found.Offset, _client.ListOffset(partition, -2, false).Offset)}" : $"{found}";
    }

    /// <summary>Apache Kafka's last stable offset may lie before the start, at the start of the batch that delete-records cut through.</summary>
    private static long Stable(long offset, long start) => Math.Max(offset, start);

    private static string Key(StoredRecord record) => record.Key is { } key ? Encoding.UTF8.GetString(key.Span) : "";

    /// <summary>Its times are relative: how a batch stores them changes when compaction takes its first record away.</summary>
    private string Text(StoredRecord record)
    {
        var bytes = record.Bytes.Span;
        var behindKey = bytes.LastIndexOf(record.Key!.Value.Span) + record.Key.Value.Length;
        return $"{record.Offset}={Key(record)}@{record.TimestampMs - _timeMs}:{Convert.ToHexStringLower(bytes[behindKey..])}";
    }

    private readonly record struct Instance(long ProducerId, short Epoch)
    {
        public static readonly Instance None = new(-1, -1);
    }
}
