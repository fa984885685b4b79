namespace Fraud.Broker.Topics;

/// <summary>One setting as an operator sees it.</summary>
internal sealed record DescribedSetting(string Name, string Value, SettingSource Source, SettingType Type, string Default);
