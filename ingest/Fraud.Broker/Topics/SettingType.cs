namespace Fraud.Broker.Topics;

/// <summary>Type codes of describe-configs (KIP-569).</summary>
internal enum SettingType : byte
{
    Boolean = 1,
    String = 2,
    Int = 3,
    Short = 4,
    Long = 5,
    Double = 6,
    List = 7,
}
