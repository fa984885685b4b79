using Fraud.Broker.Protocol;
using Fraud.Broker.Server;
using Fraud.Broker.Topics;

namespace Fraud.Broker.Api.Admin;

/// <summary>Tells how many bytes each partition takes on the disk, and how many the disk has left (KIP-113, KIP-827).</summary>
internal sealed class DescribeLogDirsHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.DescribeLogDirs, 1, 4, 2);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var asked = Read(request);
        response.Int32(0);
        if (request.Version >= 3)
            response.Error(ErrorCode.None);
        response.ArrayLength(1);
        response.Error(ErrorCode.None);
        response.String(services.Options.DataDirectory);
        var topics = services.Topics.All.Where(topic => asked is null || asked.ContainsKey(topic.Name)).ToList();
        response.ArrayLength(topics.Count);
        foreach (var topic in topics)
            Write(response, topic, asked?[topic.Name]);
        if (request.Version >= 4)
        {
            var disk = new DriveInfo(services.Options.DataDirectory);
            response.Int64(disk.TotalSize);
            response.Int64(disk.AvailableFreeSpace);
        }
        response.Tags();
        response.Tags();
        return ValueTask.CompletedTask;
    }

    /// <summary>The partitions asked for by topic; null means all.</summary>
    private static Dictionary<string, HashSet<int>>? Read(Request request)
    {
        var reader = request.Reader();
        var count = reader.NullableArrayLength();
        if (count < 0)
            return null;
        var asked = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        for (; count > 0; count--)
        {
            var name = reader.String();
            var partitions = new HashSet<int>();
            for (var indexes = reader.ArrayLength(); indexes > 0; indexes--)
                partitions.Add(reader.Int32());
            reader.Tags();
            asked[name] = partitions;
        }
        return asked;
    }

    private static void Write(ProtocolWriter response, Topic topic, HashSet<int>? asked)
    {
        var partitions = topic.Partitions.Where(partition => asked is null || asked.Contains(partition.Index)).ToList();
        response.String(topic.Name);
        response.ArrayLength(partitions.Count);
        foreach (var partition in partitions)
        {
            response.Int32(partition.Index);
            response.Int64(partition.Log.Bytes);
            response.Int64(0);
            response.Bool(false);
            response.Tags();
        }
        response.Tags();
    }
}
