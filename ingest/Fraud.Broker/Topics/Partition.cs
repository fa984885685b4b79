using Fraud.Broker.Coordination.Transactions;
using Fraud.Broker.Protocol;
using Fraud.Broker.Storage;

namespace Fraud.Broker.Topics;

/// <summary>A partition: its log and the fetches that wait for the log to grow.</summary>
internal sealed class Partition
{
    private readonly Lock _gate = new();
    private readonly Func<long, short, ErrorCode> _mayWrite;
    private FetchWait[] _waits = [];

    public Partition(Topic topic, int index, PartitionLog log, OpenTransactions transactions)
    {
        Topic = topic;
        Index = index;
        Log = log;
        Name = new TopicPartition(topic.Name, index);
        _mayWrite = (producerId, epoch) => transactions.MayWrite(Name, producerId, epoch);
    }

    public Topic Topic { get; }

    public int Index { get; }

    public PartitionLog Log { get; }

    public TopicPartition Name { get; }

    public Traffic Traffic { get; } = new();

    /// <summary>Appends a batch from a client, which is patched in place.</summary>
    /// <exception cref="IOException">The disk is full or read-only; nothing was stored.</exception>
    public AppendResult Append(Span<byte> batch)
    {
        var result = Log.Append(batch, _mayWrite);
        if (result.Error != ErrorCode.None)
            return result;
        Traffic.Received(new RecordBatch(batch).RecordCount, batch.Length);
        if (!result.IsPending)
            Wake(batch.Length);
        return result;
    }

    /// <summary>Completes when what was appended is on the disk and can be read.</summary>
    /// <param name="bytes">How much the caller appended.</param>
    /// <exception cref="IOException">The disk refuses: it may not be acknowledged.</exception>
    public async Task FlushedAsync(int bytes)
    {
        await Log.FlushedAsync().ConfigureAwait(false);
        Wake(bytes);
    }

    public ErrorCode AppendMarker(long producerId, short epoch, bool commit)
    {
        var error = Log.AppendMarker(producerId, epoch, commit);
        // A marker releases every record of its transaction to readers of committed records, however many bytes they are.
        if (error == ErrorCode.None)
            Wake(int.MaxValue);
        return error;
    }

    public void Add(FetchWait wait)
    {
        lock (_gate)
            _waits = [.. _waits, wait];
    }

    public void Remove(FetchWait wait)
    {
        lock (_gate)
            _waits = Array.FindAll(_waits, other => other != wait);
    }

    /// <summary>Tells waiting fetches that the partition has grown, or that it is gone.</summary>
    public void Wake(int bytes)
    {
        foreach (var wait in Volatile.Read(ref _waits))
            wait.Signal(bytes);
    }
}
