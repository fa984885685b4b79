using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Fraud.Broker.Coordination.Transactions;
using Fraud.Broker.Protocol;
using Fraud.Broker.Storage;
using Microsoft.Extensions.Logging;

namespace Fraud.Broker.Topics;

/// <summary>All topics: creates, grows, configures and deletes them, and remembers them in the journal.</summary>
internal sealed class TopicRegistry : IDisposable
{
    private readonly Lock _gate = new();
    private readonly BrokerOptions _options;
    private readonly Journal _journal;
    private readonly OpenTransactions _transactions;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly TopicFolders _folders;
    private readonly ConcurrentDictionary<string, Topic> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Topic>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly ConcurrentDictionary<Guid, Topic> _byId = new();

    public TopicRegistry(BrokerOptions options, Journal journal, OpenTransactions transactions, TimeProvider clock, ILogger logger)
    {
        _options = options;
        _journal = journal;
        _transactions = transactions;
        _clock = clock;
        _logger = logger;
        _folders = new TopicFolders(Path.Combine(options.DataDirectory, "topics"), logger);
        _bySpan = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IEnumerable<Topic> All => _byName.Values;

    public int PartitionCount => _byName.Values.Sum(topic => topic.Partitions.Length);

    /// <summary>Opens every topic of the journal; the logs of one are checked side by side.</summary>
    public void Load()
    {
        _folders.Prepare();
        foreach (var (key, value) in _journal.Under(TopicRecord.Prefix))
        {
            var record = TopicRecord.Parse(key, value);
            var topic = new Topic(record.Name, record.Id) { Config = new TopicConfig(record.Settings.ToFrozenDictionary()) };
            var partitions = new Partition[record.Partitions];
            Parallel.For(0, partitions.Length, index => partitions[index] = Open(topic, index));
            topic.Partitions = partitions;
            Publish(topic);
        }
    }

    public Topic? Find(string name) => _byName.GetValueOrDefault(name);

    public Topic? Find(Guid id) => _byId.GetValueOrDefault(id);

    /// <summary>Finds by the name as it stands in a request, without making a string of it.</summary>
    public bool TryFind(ReadOnlySpan<byte> utf8Name, [NotNullWhen(true)] out Topic? topic)
    {
        Span<char> name = stackalloc char[256];
        topic = null;
        return Encoding.UTF8.TryGetChars(utf8Name, name, out var length) && _bySpan.TryGetValue(name[..length], out topic);
    }

    public Partition? Find(TopicPartition name) => Find(name.Topic)?.Find(name.Partition);

    /// <summary>Finds the topic, or creates it with the defaults when that is allowed and the name is legal.</summary>
    public ErrorCode FindOrCreate(string name, bool mayCreate, out Topic? topic)
    {
        topic = Find(name);
        if (topic is not null)
            return ErrorCode.None;
        if (!TopicName.IsValid(name))
            return ErrorCode.InvalidTopicException;
        if (!mayCreate || !_options.AutoCreateTopics)
            return ErrorCode.UnknownTopicOrPartition;
        var error = Create(name, _options.DefaultPartitions, FrozenDictionary<string, string>.Empty, out topic);
        return error == ErrorCode.TopicAlreadyExists ? ErrorCode.None : error;
    }

    public ErrorCode Create(string name, int partitions, IReadOnlyDictionary<string, string> settings, out Topic? topic)
    {
        lock (_gate)
        {
            if (_byName.TryGetValue(name, out topic))
                return ErrorCode.TopicAlreadyExists;
            topic = new Topic(name, new Guid(RandomNumberGenerator.GetBytes(16))) { Config = new TopicConfig(settings.ToFrozenDictionary()) };
            var opened = OpenNew(topic, 0, partitions);
            topic.Partitions = opened;
            Publish(topic);
            _logger.LogInformation("Created topic {Topic} with {Partitions} partitions", name, partitions);
            return ErrorCode.None;
        }
    }

    public ErrorCode AddPartitions(Topic topic, int count)
    {
        lock (_gate)
        {
            var present = topic.Partitions;
            if (count <= present.Length)
                return ErrorCode.InvalidPartitions;
            topic.Partitions = [.. present, .. OpenNew(topic, present.Length, count)];
            return ErrorCode.None;
        }
    }

    public void Configure(Topic topic, IReadOnlyDictionary<string, string> settings)
    {
        lock (_gate)
        {
            var config = new TopicConfig(settings.ToFrozenDictionary());
            _journal.Write((TopicRecord.Of(topic, topic.Partitions.Length) with { Settings = config.Values }).ToEntry());
            topic.Config = config;
        }
    }

    public ErrorCode Delete(string name)
    {
        lock (_gate)
        {
            if (!_byName.TryGetValue(name, out var topic))
                return ErrorCode.UnknownTopicOrPartition;
            JournalEntry[] gone = [new(TopicRecord.Prefix + name, null), .. LogStart.Entries(topic)];
            _journal.Write(gone);
            _byName.TryRemove(name, out _);
            _byId.TryRemove(topic.Id, out _);
            foreach (var partition in topic.Partitions)
            {
                partition.Log.Abandon();
                partition.Wake(int.MaxValue);
                _folders.SetAside(name, partition.Index);
            }
            _folders.PurgeInBackground();
            _logger.LogInformation("Deleted topic {Topic}", name);
            return ErrorCode.None;
        }
    }

    /// <summary>Removes all records before <paramref name="offset"/> for good, -1 meaning all there are. Returns the new log start.</summary>
    public long DeleteRecords(Partition partition, long offset)
    {
        lock (_gate)
        {
            var target = offset < 0 ? partition.Log.View.EndOffset : offset;
            _journal.Write(LogStart.Entry(partition.Name, target));
            return partition.Log.AdvanceStart(target);
        }
    }

    /// <summary>Closes every log so that the next start need not read it.</summary>
    public void Close()
    {
        foreach (var partition in All.SelectMany(topic => topic.Partitions))
            partition.Log.Close();
    }

    public void Dispose()
    {
        foreach (var partition in All.SelectMany(topic => topic.Partitions))
            partition.Log.Abandon();
    }

    /// <summary>Makes partitions from one index to before another, and the journal entry that says so; none when the disk refuses.</summary>
    private Partition[] OpenNew(Topic topic, int from, int to)
    {
        var opened = new List<Partition>();
        try
        {
            for (var index = from; index < to; index++)
            {
                _folders.SetAside(topic.Name, index);
                opened.Add(Open(topic, index));
            }
            _journal.Write(TopicRecord.Of(topic, to).ToEntry());
            return [.. opened];
        }
        catch
        {
            opened.ForEach(partition => partition.Log.Abandon());
            throw;
        }
    }

    private void Publish(Topic topic)
    {
        _byId[topic.Id] = topic;
        _byName[topic.Name] = topic;
    }

    private Partition Open(Topic topic, int index)
    {
        var name = new TopicPartition(topic.Name, index);
        var folder = _folders.Of(topic.Name, index);
        var recovered = LogRecovery.Open(folder, LogStart.Read(_journal, name), _logger);
        if (recovered.CheckedBytes > 0)
            _logger.LogInformation("Checked {Bytes} bytes of {Partition}, cut {Cut}", recovered.CheckedBytes, name, recovered.CutBytes);
        LogOptions? options = null;
        TopicConfig? config = null;
        LogOptions Current()
        {
            if (!ReferenceEquals(config, topic.Config))
            {
                config = topic.Config;
                options = config.ToLogOptions(_options);
            }
            return options!;
        }
        return new Partition(topic, index, new PartitionLog(folder, recovered, Current, _clock, _logger), _transactions);
    }
}
