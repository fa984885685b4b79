using Fraud.Broker.Protocol;
using Fraud.Broker.Server;
using Fraud.Broker.Topics;

namespace Fraud.Broker.Api.Topics;

/// <summary>Creates topics.</summary>
internal sealed class CreateTopicsHandler(BrokerServices services) : IApiHandler
{
    private const int Unset = -1;

    public ApiSpec Spec { get; } = new(ApiKey.CreateTopics, 2, 7, 5);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        var wanted = new List<Wanted>();
        for (var count = reader.ArrayLength(); count > 0; count--)
            wanted.Add(ReadTopic(ref reader));
        reader.Int32();
        var validateOnly = reader.Bool();
        var names = wanted.GroupBy(topic => topic.Name, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key).ToHashSet();
        response.Int32(0);
        var answers = wanted.DistinctBy(topic => topic.Name).ToList();
        response.ArrayLength(answers.Count);
        foreach (var topic in answers)
        {
            var (error, reason) = names.Contains(topic.Name)
                ? (ErrorCode.InvalidRequest, "Duplicate topic name.")
                : Create(topic, validateOnly);
            Write(response, request.Version, topic, error, reason);
        }
        response.Tags();
        return ValueTask.CompletedTask;
    }

    private static Wanted ReadTopic(ref ProtocolReader reader)
    {
        var name = reader.String();
        var partitions = reader.Int32();
        var replicas = reader.Int16();
        var assigned = new List<(int Partition, int[] Brokers)>();
        for (var count = reader.ArrayLength(); count > 0; count--)
        {
            var index = reader.Int32();
            var brokers = new int[reader.ArrayLength()];
            for (var i = 0; i < brokers.Length; i++)
                brokers[i] = reader.Int32();
            assigned.Add((index, brokers));
            reader.Tags();
        }
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal);
        for (var count = reader.ArrayLength(); count > 0; count--)
        {
            var key = reader.String();
            settings[key] = reader.NullableString();
            reader.Tags();
        }
        reader.Tags();
        return new Wanted(name, partitions, replicas, assigned, settings);
    }

    private (ErrorCode, string?) Create(Wanted topic, bool validateOnly)
    {
        if (!TopicName.IsValid(topic.Name))
            return (ErrorCode.InvalidTopicException, "Topic names have 1 to 249 of the characters a-z, A-Z, 0-9, '.', '_' and '-'.");
        if (services.Topics.Find(topic.Name) is not null)
            return (ErrorCode.TopicAlreadyExists, $"Topic '{topic.Name}' already exists.");
        var (error, reason) = CheckLayout(topic);
        if (error != ErrorCode.None)
            return (error, reason);
        foreach (var (key, value) in topic.Settings)
            if (TopicSettings.Complaint(key, value) is { } complaint)
                return (ErrorCode.InvalidConfig, complaint);
        if (validateOnly)
            return (ErrorCode.None, null);
        var settings = topic.Settings.ToDictionary(setting => setting.Key, setting => setting.Value!);
        error = services.Guard(ErrorCode.KafkaStorageError, () => services.Topics.Create(topic.Name, Partitions(topic), settings, out _));
        return (error, error == ErrorCode.TopicAlreadyExists ? $"Topic '{topic.Name}' already exists." : null);
    }

    private (ErrorCode, string?) CheckLayout(Wanted topic)
    {
        if (topic.Assigned.Count > 0)
        {
            if (topic.Partitions != Unset || topic.Replicas != Unset)
                return (ErrorCode.InvalidRequest, "Give either a number of partitions and replicas or an assignment, not both.");
            var good = topic.Assigned.Select(one => one.Partition).Order().SequenceEqual(Enumerable.Range(0, topic.Assigned.Count))
                && topic.Assigned.All(one => one.Brokers is [BrokerNode.Id]);
            return good ? CheckRoom(topic.Assigned.Count) : (ErrorCode.InvalidReplicaAssignment, $"The only broker is {BrokerNode.Id}.");
        }
        if (topic.Partitions is not Unset and < 1)
            return (ErrorCode.InvalidPartitions, "A topic has at least one partition.");
        if (topic.Replicas is not Unset and not 1)
            return (ErrorCode.InvalidReplicationFactor, "This is a single broker: the replication factor is 1.");
        return CheckRoom(Partitions(topic));
    }

    private (ErrorCode, string?) CheckRoom(int partitions) => services.Topics.PartitionCount + (long)partitions <= services.Options.PartitionsMax
        ? (ErrorCode.None, null)
        : (ErrorCode.InvalidPartitions, $"All topics together have at most {services.Options.PartitionsMax} partitions (BrokerOptions.PartitionsMax).");

    private int Partitions(Wanted topic) =>
        topic.Assigned.Count > 0 ? topic.Assigned.Count : topic.Partitions == Unset ? services.Options.DefaultPartitions : topic.Partitions;

    private void Write(ProtocolWriter response, short version, Wanted topic, ErrorCode error, string? reason)
    {
        var made = error == ErrorCode.None ? services.Topics.Find(topic.Name) : null;
        response.String(topic.Name);
        if (version >= 7)
            response.Uuid(made?.Id ?? Guid.Empty);
        response.Error(error);
        response.String(reason);
        if (version >= 5)
        {
            response.Int32(error == ErrorCode.None ? Partitions(topic) : -1);
            response.Int16(error == ErrorCode.None ? (short)1 : (short)-1);
            if (error == ErrorCode.None)
                WriteSettings(response, topic);
            else
                response.ArrayLength(-1);
        }
        response.Tags();
    }

    private void WriteSettings(ProtocolWriter response, Wanted topic)
    {
        response.ArrayLength(TopicSettings.All.Count);
        foreach (var setting in TopicSettings.All.Values.OrderBy(setting => setting.Name, StringComparer.Ordinal))
        {
            var given = topic.Settings.GetValueOrDefault(setting.Name);
            response.String(setting.Name);
            response.String(given ?? setting.Default(services.Options));
            response.Bool(false);
            response.UInt8((byte)(given is null ? SettingSource.Default : SettingSource.Topic));
            response.Bool(false);
            response.Tags();
        }
    }

    private sealed record Wanted(
        string Name, int Partitions, short Replicas, List<(int Partition, int[] Brokers)> Assigned, Dictionary<string, string?> Settings);
}
