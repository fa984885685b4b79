namespace Fraud.Broker.Topics;

/// <summary>One setting a topic may have.</summary>
/// <param name="Name">Kafka's name.</param>
/// <param name="Type">Kafka's type code in describe-configs.</param>
/// <param name="Default">Value without an override, given the broker's options.</param>
/// <param name="IsValid">Whether a text is a value of it.</param>
internal sealed record TopicSetting(string Name, SettingType Type, Func<BrokerOptions, string> Default, Func<string, bool> IsValid);
