using Fraud.Broker.Protocol;
using Fraud.Broker.Server;
using Fraud.Broker.Topics;

namespace Fraud.Broker.Api.Admin;

/// <summary>Replaces all settings of topics at once; what is not given returns to its default.</summary>
internal sealed class AlterConfigsHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.AlterConfigs, 0, 2, 2);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        var wanted = new List<(ConfigResource Resource, Dictionary<string, string?> Settings)>();
        for (var count = reader.ArrayLength(); count > 0; count--)
        {
            var resource = ConfigResource.Read(ref reader);
            var settings = new Dictionary<string, string?>(StringComparer.Ordinal);
            for (var given = reader.ArrayLength(); given > 0; given--)
            {
                var name = reader.String();
                settings[name] = reader.NullableString();
                reader.Tags();
            }
            reader.Tags();
            wanted.Add((resource, settings));
        }
        var validateOnly = reader.Bool();
        response.Int32(0);
        response.ArrayLength(wanted.Count);
        foreach (var (resource, settings) in wanted)
        {
            var (error, reason) = Alter(resource, settings, validateOnly);
            resource.WriteAnswer(response, error, reason);
        }
        response.Tags();
        return ValueTask.CompletedTask;
    }

    private (ErrorCode, string?) Alter(ConfigResource resource, Dictionary<string, string?> settings, bool validateOnly)
    {
        var (error, reason) = resource.FindTopic(services.Topics, out var topic);
        if (topic is null)
            return (error, reason);
        foreach (var (name, value) in settings)
            if (TopicSettings.Complaint(name, value) is { } complaint)
                return (ErrorCode.InvalidConfig, complaint);
        if (validateOnly)
            return (ErrorCode.None, null);
        error = services.Guard(ErrorCode.KafkaStorageError, () =>
        {
            services.Topics.Configure(topic, settings.ToDictionary(setting => setting.Key, setting => setting.Value!));
            return ErrorCode.None;
        });
        return (error, null);
    }
}
