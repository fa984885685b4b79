using Fraud.Broker.Protocol;
using Fraud.Broker.Server;
using Fraud.Broker.Topics;

namespace Fraud.Broker.Api.Admin;

/// <summary>Changes single settings of topics (KIP-339).</summary>
internal sealed class IncrementalAlterConfigsHandler(BrokerServices services) : IApiHandler
{
    private const byte Set = 0;
    private const byte Delete = 1;
    private const byte Append = 2;
    private const byte Subtract = 3;

    public ApiSpec Spec { get; } = new(ApiKey.IncrementalAlterConfigs, 0, 1, 1);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        var wanted = new List<(ConfigResource Resource, List<Change> Changes)>();
        for (var count = reader.ArrayLength(); count > 0; count--)
        {
            var resource = ConfigResource.Read(ref reader);
            var changes = new List<Change>();
            for (var given = reader.ArrayLength(); given > 0; given--)
            {
                changes.Add(new Change(reader.String(), reader.UInt8(), reader.NullableString()));
                reader.Tags();
            }
            reader.Tags();
            wanted.Add((resource, changes));
        }
        var validateOnly = reader.Bool();
        response.Int32(0);
        response.ArrayLength(wanted.Count);
        foreach (var (resource, changes) in wanted)
        {
            var (error, reason) = Alter(resource, changes, validateOnly);
            resource.WriteAnswer(response, error, reason);
        }
        response.Tags();
        return ValueTask.CompletedTask;
    }

    private (ErrorCode, string?) Alter(ConfigResource resource, List<Change> changes, bool validateOnly)
    {
        var (error, reason) = resource.FindTopic(services.Topics, out var topic);
        if (topic is null)
            return (error, reason);
        if (changes.Select(change => change.Name).Distinct(StringComparer.Ordinal).Count() != changes.Count)
            return (ErrorCode.InvalidRequest, "A setting is given twice.");
        var settings = new Dictionary<string, string>(topic.Config.Values, StringComparer.Ordinal);
        foreach (var change in changes)
        {
            (error, reason) = Apply(settings, change);
            if (error != ErrorCode.None)
                return (error, reason);
        }
        if (validateOnly)
            return (ErrorCode.None, null);
        error = services.Guard(ErrorCode.KafkaStorageError, () =>
        {
            services.Topics.Configure(topic, settings);
            return ErrorCode.None;
        });
        return (error, null);
    }

    private (ErrorCode, string?) Apply(Dictionary<string, string> settings, Change change)
    {
        if (!TopicSettings.All.TryGetValue(change.Name, out var setting))
            return (ErrorCode.InvalidConfig, $"Unknown topic config name: {change.Name}");
        if (change.Operation == Delete)
        {
            settings.Remove(change.Name);
            return (ErrorCode.None, null);
        }
        if (change.Operation is Append or Subtract && setting.Type != SettingType.List)
            return (ErrorCode.InvalidConfig, $"{change.Name} is not a list.");
        var present = settings.GetValueOrDefault(change.Name, setting.Default(services.Options)).Split(',', StringSplitOptions.RemoveEmptyEntries);
        var given = (change.Value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        var value = change.Operation switch
        {
            Set => change.Value,
            Append => string.Join(',', present.Union(given)),
            Subtract => string.Join(',', present.Except(given)),
            _ => null,
        };
        if (TopicSettings.Complaint(change.Name, value) is { } complaint)
            return (ErrorCode.InvalidConfig, complaint);
        settings[change.Name] = value!;
        return (ErrorCode.None, null);
    }

    private readonly record struct Change(string Name, byte Operation, string? Value);
}
