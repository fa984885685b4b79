using System.Text.Json;
using Fraud.Contracts;

namespace Fraud.Ingest.Decoding;

/// <summary>The fields of a label while they are being read, in whatever order they come.</summary>
internal struct LabelFields
{
    private const string SourceDefault = "import";
    private static readonly TextPool Pool = new();

    private string? _paymentId, _accountId, _source, _kind, _merchantId, _terminalId, _deviceId, _ip;
    private long _knownTime, _eventTime;

    public bool? Fraud { get; private set; }

    public Rejection? ReadProperty(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("fraud"u8)) return ReadFraud(ref json);
        if (json.ValueTextEquals("known_time"u8)) return json.ReadValue() ? FieldText.Time(ref json, "known_time", out _knownTime) : null;
        if (json.ValueTextEquals("kind"u8)) return json.ReadValue() ? FieldText.Pooled(ref json, "kind", Pool, out _kind) : null;
        if (json.ValueTextEquals("source"u8)) return json.ReadValue() ? FieldText.Pooled(ref json, "source", Pool, out _source) : null;
        if (json.ValueTextEquals("payment_id"u8)) return json.ReadValue() ? FieldText.Id(ref json, "payment_id", out _paymentId) : null;
        if (json.ValueTextEquals("account_id"u8)) return json.ReadValue() ? FieldText.Id(ref json, "account_id", out _accountId) : null;
        if (json.ValueTextEquals("event_time"u8)) return json.ReadValue() ? FieldText.Time(ref json, "event_time", out _eventTime) : null;
        if (json.ValueTextEquals("merchant_id"u8)) return json.ReadValue() ? FieldText.Id(ref json, "merchant_id", out _merchantId) : null;
        if (json.ValueTextEquals("terminal_id"u8)) return json.ReadValue() ? FieldText.Id(ref json, "terminal_id", out _terminalId) : null;
        if (json.ValueTextEquals("device_id"u8)) return json.ReadValue() ? FieldText.Id(ref json, "device_id", out _deviceId) : null;
        if (json.ValueTextEquals("ip"u8)) return json.ReadValue() ? FieldText.Id(ref json, "ip", out _ip) : null;
        json.Read();
        json.Skip();
        return null;
    }

    /// <summary>Checks that a label standing alone lacks nothing.</summary>
    public readonly Rejection? Complete() =>
        _paymentId is null ? Missing("payment_id")
        : _accountId is null ? Missing("account_id")
        : Fraud is null ? Missing("fraud")
        : _knownTime == 0 ? Missing("known_time")
        : null;

    /// <summary>The label standing alone.</summary>
    public readonly Label Build() => Build(_paymentId!, _accountId!, _knownTime) with
    {
        EventTimeMs = _eventTime == 0 ? null : _eventTime,
        MerchantId = _merchantId,
        TerminalId = _terminalId,
        DeviceId = _deviceId,
        Ip = _ip,
    };

    /// <summary>The label beside its payment.</summary>
    public readonly Label Build(Payment payment, long knownTimeDefault) => Build(payment.PaymentId, payment.AccountId, knownTimeDefault).About(payment);

    private readonly Label Build(string paymentId, string accountId, long knownTimeDefault) => new()
    {
        PaymentId = paymentId,
        AccountId = accountId,
        Fraud = Fraud.GetValueOrDefault(),
        KnownTimeMs = _knownTime == 0 ? knownTimeDefault : _knownTime,
        Source = _source ?? SourceDefault,
        Kind = _kind,
    };

    private Rejection? ReadFraud(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType is not (JsonTokenType.True or JsonTokenType.False)) return FieldText.WrongType("fraud", "true or false");
        Fraud = json.GetBoolean();
        return null;
    }

    private static Rejection Missing(string field) => FieldText.Refuse(RejectReason.MissingField, field, "is required");
}
