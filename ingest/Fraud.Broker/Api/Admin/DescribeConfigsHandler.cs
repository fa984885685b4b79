using Fraud.Broker.Protocol;
using Fraud.Broker.Server;
using Fraud.Broker.Topics;

namespace Fraud.Broker.Api.Admin;

/// <summary>Lists the settings of topics and of the broker, each with where its value comes from.</summary>
internal sealed class DescribeConfigsHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.DescribeConfigs, 1, 4, 4);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        var asked = new List<(ConfigResource Resource, HashSet<string>? Names)>();
        for (var count = reader.ArrayLength(); count > 0; count--)
        {
            asked.Add((ConfigResource.Read(ref reader), ReadNames(ref reader)));
            reader.Tags();
        }
        var synonyms = reader.Bool();
        response.Int32(0);
        response.ArrayLength(asked.Count);
        foreach (var (resource, names) in asked)
        {
            var (error, reason, settings) = Describe(resource);
            response.Error(error);
            response.String(reason);
            response.UInt8(resource.Type);
            response.String(resource.Name);
            var shown = names is null ? settings : settings.FindAll(setting => names.Contains(setting.Name));
            response.ArrayLength(shown.Count);
            foreach (var setting in shown)
                Write(response, request.Version, setting, synonyms);
            response.Tags();
        }
        response.Tags();
        return ValueTask.CompletedTask;
    }

    private static HashSet<string>? ReadNames(ref ProtocolReader reader)
    {
        var count = reader.NullableArrayLength();
        if (count < 0)
            return null;
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (; count > 0; count--)
            names.Add(reader.String());
        return names;
    }

    private (ErrorCode, string?, List<DescribedSetting>) Describe(ConfigResource resource)
    {
        if (resource.IsBroker)
            return (ErrorCode.None, null, BrokerSettings.Describe(services.Options));
        if (resource.Type != ConfigResource.TopicType)
            return (ErrorCode.InvalidRequest, $"There is no broker or resource '{resource.Name}' of type {resource.Type}.", []);
        var (error, reason) = resource.FindTopic(services.Topics, out var topic);
        return (error, reason, topic is null ? [] : Describe(topic));
    }

    private List<DescribedSetting> Describe(Topic topic) =>
        [.. TopicSettings.All.Values.OrderBy(setting => setting.Name, StringComparer.Ordinal).Select(setting =>
        {
            var otherwise = setting.Default(services.Options);
            return topic.Config.Values.TryGetValue(setting.Name, out var own)
                ? new DescribedSetting(setting.Name, own, SettingSource.Topic, setting.Type, otherwise)
                : new DescribedSetting(setting.Name, otherwise, SettingSource.Default, setting.Type, otherwise);
        })];

    private static void Write(ProtocolWriter response, short version, DescribedSetting setting, bool synonyms)
    {
        response.String(setting.Name);
        response.String(setting.Value);
        response.Bool(setting.Source == SettingSource.Broker);
        response.UInt8((byte)setting.Source);
        response.Bool(false);
        if (synonyms)
            WriteSynonyms(response, setting);
        else
            response.ArrayLength(0);
        if (version >= 3)
        {
            response.UInt8((byte)setting.Type);
            response.String(null);
        }
        response.Tags();
    }

    private static void WriteSynonyms(ProtocolWriter response, DescribedSetting setting)
    {
        var overridden = setting.Source == SettingSource.Topic;
        response.ArrayLength(overridden ? 2 : 1);
        if (overridden)
            Write(setting.Value, SettingSource.Topic);
        Write(setting.Default, overridden ? SettingSource.Default : setting.Source);

        void Write(string value, SettingSource source)
        {
            response.String(setting.Name);
            response.String(value);
            response.UInt8((byte)source);
            response.Tags();
        }
    }
}
