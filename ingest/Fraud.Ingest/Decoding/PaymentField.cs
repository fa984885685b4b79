namespace Fraud.Ingest.Decoding;

/// <summary>The fields this version knows, as a set.</summary>
[Flags]
internal enum PaymentField
{
    Unknown = 0,
    PaymentId = 1 << 0,
    AccountId = 1 << 1,
    CardId = 1 << 2,
    MerchantId = 1 << 3,
    TerminalId = 1 << 4,
    Mcc = 1 << 5,
    AmountMinor = 1 << 6,
    Currency = 1 << 7,
    EventTime = 1 << 8,
    Channel = 1 << 9,
    EntryMode = 1 << 10,
    Country = 1 << 11,
    Ip = 1 << 12,
    DeviceId = 1 << 13,
    Latitude = 1 << 14,
    Longitude = 1 << 15,
}
