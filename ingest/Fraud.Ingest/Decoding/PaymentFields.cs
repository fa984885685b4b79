using System.Net;
using System.Text.Json;
using Fraud.Contracts;

namespace Fraud.Ingest.Decoding;

/// <summary>The fields of a payment while they are being read, in whatever order they come.</summary>
internal struct PaymentFields
{
    /// <summary>Ten trillion major units: far above any payment, and sums of a million of them stay exact.</summary>
    private const long AmountMax = 1_000_000_000_000_000;

    private static readonly TextPool Pool = new();

    private string? _paymentId, _accountId, _cardId, _merchantId, _terminalId, _mcc, _currency, _channel, _entryMode, _country, _ip, _deviceId;
    private long? _amount;
    private long _eventTime;
    private double? _latitude, _longitude;
    private UnknownFields _unknown;
    private LabelFields _label;
    private PaymentField _seen;
    private bool _labelled;

    /// <summary>Reads a <c>label</c> object beside the payment's fields, as history files carry it.</summary>
    public required bool WithLabel { get; init; }

    public Rejection? ReadProperty(ref Utf8JsonReader json)
    {
        var field = json.ValueIsEscaped ? PaymentFieldName.FindEscaped(ref json) : PaymentFieldName.Find(json.ValueSpan);
        if (field == PaymentField.Unknown) return WithLabel && json.ValueTextEquals("label"u8) ? ReadLabel(ref json) : _unknown.Read(ref json);
        if ((_seen & field) != 0) return FieldText.Refuse(RejectReason.DuplicateField, json.GetString()!, "stands twice");
        _seen |= field;
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return null;
        return field switch
        {
            PaymentField.PaymentId => FieldText.Id(ref json, PaymentFieldName.PaymentId, out _paymentId),
            PaymentField.AccountId => FieldText.Id(ref json, PaymentFieldName.AccountId, out _accountId),
            PaymentField.CardId => FieldText.Id(ref json, PaymentFieldName.CardId, out _cardId),
            PaymentField.MerchantId => FieldText.Id(ref json, PaymentFieldName.MerchantId, out _merchantId),
            PaymentField.TerminalId => FieldText.Id(ref json, PaymentFieldName.TerminalId, out _terminalId),
            PaymentField.DeviceId => FieldText.Id(ref json, PaymentFieldName.DeviceId, out _deviceId),
            PaymentField.Mcc => FieldText.Pooled(ref json, PaymentFieldName.Mcc, Pool, out _mcc),
            PaymentField.Channel => FieldText.Pooled(ref json, PaymentFieldName.Channel, Pool, out _channel),
            PaymentField.EntryMode => FieldText.Pooled(ref json, PaymentFieldName.EntryMode, Pool, out _entryMode),
            PaymentField.Country => ReadCountry(ref json),
            PaymentField.Ip => ReadIp(ref json),
            PaymentField.AmountMinor => ReadAmount(ref json),
            PaymentField.Currency => ReadCurrency(ref json),
            PaymentField.EventTime => FieldText.Time(ref json, PaymentFieldName.EventTime, out _eventTime),
            PaymentField.Latitude => ReadDegrees(ref json, PaymentFieldName.Latitude, 90, out _latitude),
            _ => ReadDegrees(ref json, PaymentFieldName.Longitude, 180, out _longitude),
        };
    }

    /// <summary>Checks that nothing required is missing.</summary>
    public readonly Rejection? Complete() =>
        _paymentId is null ? Missing(PaymentFieldName.PaymentId)
        : _accountId is null ? Missing(PaymentFieldName.AccountId)
        : _amount is null ? Missing(PaymentFieldName.AmountMinor)
        : _currency is null ? Missing(PaymentFieldName.Currency)
        : _eventTime == 0 ? Missing(PaymentFieldName.EventTime)
        : null;

    /// <summary>The payment; only after <see cref="Complete"/> found nothing missing.</summary>
    public readonly Payment Build() => new()
    {
        PaymentId = _paymentId!,
        AccountId = _accountId!,
        CardId = _cardId,
        MerchantId = _merchantId,
        TerminalId = _terminalId,
        Mcc = _mcc,
        AmountMinor = _amount.GetValueOrDefault(),
        Currency = _currency!,
        EventTimeMs = _eventTime,
        Channel = _channel,
        EntryMode = _entryMode,
        Country = _country,
        Ip = _ip,
        DeviceId = _deviceId,
        Latitude = _latitude,
        Longitude = _longitude,
        Extra = _unknown.Values,
    };

    /// <summary>The label beside the payment; null when there is none.</summary>
    public readonly Label? BuildLabel(Payment payment, long delayMs) => _labelled ? _label.Build(payment, payment.EventTimeMs + delayMs) : null;

    private Rejection? ReadLabel(ref Utf8JsonReader json)
    {
        if (_labelled) return FieldText.Refuse(RejectReason.DuplicateField, "label", "stands twice");
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return null;
        if (json.TokenType != JsonTokenType.StartObject) return FieldText.WrongType("label", "an object");
        _labelled = true;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (_label.ReadProperty(ref json) is { } refused) return refused with { Field = $"label.{refused.Field}" };
        }

        return _label.Fraud is null ? FieldText.Refuse(RejectReason.MissingField, "label.fraud", "is required") : null;
    }

    private static Rejection Missing(string field) => FieldText.Refuse(RejectReason.MissingField, field, "is required");

    private Rejection? ReadAmount(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.Number) return FieldText.WrongType(PaymentFieldName.AmountMinor, "a number");
        if (!json.TryGetInt64(out var amount) || amount is < 0 or > AmountMax)
            return FieldText.Refuse(RejectReason.InvalidValue, PaymentFieldName.AmountMinor, $"must be a whole number from 0 to {AmountMax}");
        _amount = amount;
        return null;
    }

    private Rejection? ReadCurrency(ref Utf8JsonReader json)
    {
        if (FieldText.Read(ref json, PaymentFieldName.Currency, out var text) is { } refused) return refused;
        if (text.IsEmpty || Iso4217.TryGet(text, out _currency!)) return null;
        return FieldText.Refuse(RejectReason.UnknownCurrency, PaymentFieldName.Currency, "must be an ISO 4217 code of three capital letters");
    }

    private Rejection? ReadCountry(ref Utf8JsonReader json)
    {
        if (FieldText.Read(ref json, PaymentFieldName.Country, out var text) is { } refused) return refused;
        if (text.IsEmpty) return null;
        if (text.Length != 2 || text[0] is < (byte)'A' or > (byte)'Z' || text[1] is < (byte)'A' or > (byte)'Z')
            return FieldText.Refuse(RejectReason.InvalidValue, PaymentFieldName.Country, "must be an ISO 3166 code of two capital letters");
        _country = Pool.Get(text);
        return null;
    }

    private Rejection? ReadIp(ref Utf8JsonReader json)
    {
        if (FieldText.Read(ref json, PaymentFieldName.Ip, out var text) is { } refused) return refused;
        if (text.IsEmpty) return null;
        if (!IPAddress.IsValidUtf8(text)) return FieldText.Refuse(RejectReason.InvalidValue, PaymentFieldName.Ip, "must be an IPv4 or IPv6 address");
        _ip = FieldText.Text(text);
        return null;
    }

    private static Rejection? ReadDegrees(ref Utf8JsonReader json, string field, double limit, out double? degrees)
    {
        degrees = null;
        if (json.TokenType != JsonTokenType.Number) return FieldText.WrongType(field, "a number");
        if (!json.TryGetDouble(out var value) || !(Math.Abs(value) <= limit))
            return FieldText.Refuse(RejectReason.InvalidValue, field, $"must lie between -{limit} and {limit}");
        degrees = value;
        return null;
    }
}
