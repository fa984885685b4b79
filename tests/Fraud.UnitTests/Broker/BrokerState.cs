using Fraud.Broker;
using Fraud.Broker.Coordination.Groups;
using Fraud.Broker.Coordination.Transactions;
using Fraud.Broker.Protocol;
using Fraud.Broker.Storage;
using Fraud.Broker.Topics;
using Fraud.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Fraud.UnitTests.Broker;

/// <summary>A broker's insides without its sockets, on a clock that is moved by hand; can be crashed and opened again.</summary>
internal sealed class BrokerState : IDisposable
{
    private readonly TempFolder _folder = new("broker");

    public BrokerState()
    {
        Options = new BrokerOptions { DataDirectory = _folder.Path };
        Open();
    }

    public BrokerOptions Options { get; }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(1_000_000_000));

    public Journal Journal { get; private set; } = null!;

    public TopicRegistry Topics { get; private set; } = null!;

    public GroupCoordinator Groups { get; private set; } = null!;

    public TransactionCoordinator Transactions { get; private set; } = null!;

    public OpenTransactions OpenTransactions { get; private set; } = null!;

    /// <summary>Forgets everything in memory, as a kill does, and starts from the files.</summary>
    public void Crash()
    {
        Close();
        Open();
    }

    public Partition Partition(string topic, int index = 0)
    {
        Topics.FindOrCreate(topic, mayCreate: true, out var found);
        return found!.Find(index)!;
    }

    public ErrorCode Produce(string topic, long producerId, short epoch, int sequence, string value) =>
        Partition(topic).Append(Batches.From(producerId, epoch, sequence, transactional: true, value)).Error;

    /// <summary>Offsets that readers of committed records may see: committed batches and control batches alike.</summary>
    public long StableOffset(string topic) => Partition(topic).Log.View.StableOffset;

    public int AbortedIn(string topic)
    {
        var view = Partition(topic).Log.View;
        return AbortedTransactions.Between(view, 0, view.EndOffset).Count;
    }

    public ErrorCode CommitInTransaction(string group, InitResult producer, string topic, long offset, int generation = -1, string member = "") =>
        Groups.CommitOffsetsInTransaction(group, generation, member, null, producer.ProducerId,
            [new(new TopicPartition(topic, 0), new OffsetEntry(offset, -1, "", 0))],
            () => OpenTransactions.MayCommitOffsets(group, producer.ProducerId, producer.Epoch));

    public long? CommittedOffset(string group, string topic) =>
        Groups.Find(group)?.Offsets.Find(new TopicPartition(topic, 0))?.Offset;

    public void Dispose()
    {
        Close();
        _folder.Dispose();
    }

    private void Close()
    {
        Groups.Stop();
        Transactions.Stop();
        Topics.Dispose();
        Journal.Dispose();
    }

    private void Open()
    {
        Journal = Journal.Open(_folder.File("journal"), flushEach: false, NullLogger.Instance);
        OpenTransactions = new OpenTransactions();
        Topics = new TopicRegistry(Options, Journal, OpenTransactions, Clock, NullLogger.Instance);
        Groups = new GroupCoordinator(Options, Journal, Clock, NullLogger.Instance);
        Transactions = new TransactionCoordinator(Options, Journal, Topics, Groups, OpenTransactions, Clock, NullLogger.Instance);
        Topics.Load();
        Groups.Load();
        Transactions.Load();
    }
}
