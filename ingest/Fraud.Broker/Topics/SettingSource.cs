namespace Fraud.Broker.Topics;

/// <summary>Where a setting's value comes from, as describe-configs says it.</summary>
internal enum SettingSource : byte
{
    Topic = 1,
    Broker = 4,
    Default = 5,
}
