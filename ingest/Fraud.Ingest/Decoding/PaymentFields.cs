using System.Net;
using System.Text.Json;
using Fraud.Contracts;
using Fraud.Contracts.Json;

namespace Fraud.Ingest.Decoding;

/// <summary>The fields of a payment while they are being read, in whatever order they come.</summary>
internal ref struct PaymentFields
{
    /// <summary>Ten trillion major units: far above any payment, and sums of a million of them stay exact.</summary>
    private const long AmountMax = 1_000_000_000_000_000;

    private static readonly long EventTimeMin = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private static readonly long EventTimeEnd = new DateTimeOffset(2101, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private static readonly TextPool Pool = new();

    private string? _paymentId, _accountId, _cardId, _merchantId, _terminalId, _mcc, _currency, _channel, _entryMode, _country, _ip, _deviceId;
    private long? _amount;
    private long _eventTime;
    private double? _latitude, _longitude;
    private UnknownFields _unknown;
    private PaymentField _seen;

    public Rejection? ReadProperty(ref Utf8JsonReader json)
    {
        var field = json.ValueIsEscaped ? PaymentFieldName.FindEscaped(ref json) : PaymentFieldName.Find(json.ValueSpan);
        if (field == PaymentField.Unknown) return _unknown.Read(ref json);
        if ((_seen & field) != 0) return FieldText.Refuse(RejectReason.DuplicateField, field, "stands twice");
        _seen |= field;
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return null;
        return field switch
        {
            PaymentField.PaymentId => FieldText.Id(ref json, field, out _paymentId),
            PaymentField.AccountId => FieldText.Id(ref json, field, out _accountId),
            PaymentField.CardId => FieldText.Id(ref json, field, out _cardId),
            PaymentField.MerchantId => FieldText.Id(ref json, field, out _merchantId),
            PaymentField.TerminalId => FieldText.Id(ref json, field, out _terminalId),
            PaymentField.DeviceId => FieldText.Id(ref json, field, out _deviceId),
            PaymentField.Mcc => FieldText.Pooled(ref json, field, Pool, out _mcc),
            PaymentField.Channel => FieldText.Pooled(ref json, field, Pool, out _channel),
            PaymentField.EntryMode => FieldText.Pooled(ref json, field, Pool, out _entryMode),
            PaymentField.Country => ReadCountry(ref json),
            PaymentField.Ip => ReadIp(ref json),
            PaymentField.AmountMinor => ReadAmount(ref json),
            PaymentField.Currency => ReadCurrency(ref json),
            PaymentField.EventTime => ReadEventTime(ref json),
            PaymentField.Latitude => ReadDegrees(ref json, field, 90, out _latitude),
            _ => ReadDegrees(ref json, field, 180, out _longitude),
        };
    }

    /// <summary>Checks that nothing required is missing.</summary>
    public readonly Rejection? Complete() =>
        _paymentId is null ? Missing(PaymentField.PaymentId)
        : _accountId is null ? Missing(PaymentField.AccountId)
        : _amount is null ? Missing(PaymentField.AmountMinor)
        : _currency is null ? Missing(PaymentField.Currency)
        : _eventTime == 0 ? Missing(PaymentField.EventTime)
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

    private static Rejection Missing(PaymentField field) => FieldText.Refuse(RejectReason.MissingField, field, "is required");

    private Rejection? ReadAmount(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.Number) return FieldText.WrongType(PaymentField.AmountMinor, "a number");
        if (!json.TryGetInt64(out var amount) || amount is < 0 or > AmountMax)
            return FieldText.Refuse(RejectReason.InvalidValue, PaymentField.AmountMinor, $"must be a whole number from 0 to {AmountMax}");
        _amount = amount;
        return null;
    }

    private Rejection? ReadCurrency(ref Utf8JsonReader json)
    {
        if (FieldText.Read(ref json, PaymentField.Currency, out var text) is { } refused) return refused;
        if (text.IsEmpty || Iso4217.TryGet(text, out _currency!)) return null;
        return FieldText.Refuse(RejectReason.UnknownCurrency, PaymentField.Currency, "must be an ISO 4217 code of three capital letters");
    }

    private Rejection? ReadEventTime(ref Utf8JsonReader json)
    {
        if (FieldText.Read(ref json, PaymentField.EventTime, out var text) is { } refused) return refused;
        if (text.IsEmpty) return null;
        if (!Rfc3339.TryParse(text, out _eventTime))
            return FieldText.Refuse(RejectReason.InvalidValue, PaymentField.EventTime, "must be an RFC 3339 time such as 2026-03-01T12:00:00Z");
        if (_eventTime >= EventTimeMin && _eventTime < EventTimeEnd) return null;
        return FieldText.Refuse(RejectReason.ImplausibleTime, PaymentField.EventTime, "must lie between the years 2000 and 2100");
    }

    private Rejection? ReadCountry(ref Utf8JsonReader json)
    {
        if (FieldText.Read(ref json, PaymentField.Country, out var text) is { } refused) return refused;
        if (text.IsEmpty) return null;
        if (text.Length != 2 || text[0] is < (byte)'A' or > (byte)'Z' || text[1] is < (byte)'A' or > (byte)'Z')
            return FieldText.Refuse(RejectReason.InvalidValue, PaymentField.Country, "must be an ISO 3166 code of two capital letters");
        _country = Pool.Get(text);
        return null;
    }

    private Rejection? ReadIp(ref Utf8JsonReader json)
    {
        if (FieldText.Read(ref json, PaymentField.Ip, out var text) is { } refused) return refused;
        if (text.IsEmpty) return null;
        if (!IPAddress.IsValidUtf8(text)) return FieldText.Refuse(RejectReason.InvalidValue, PaymentField.Ip, "must be an IPv4 or IPv6 address");
        _ip = FieldText.Text(text);
        return null;
    }

    private static Rejection? ReadDegrees(ref Utf8JsonReader json, PaymentField field, double limit, out double? degrees)
    {
        degrees = null;
        if (json.TokenType != JsonTokenType.Number) return FieldText.WrongType(field, "a number");
        if (!json.TryGetDouble(out var value) || !(Math.Abs(value) <= limit))
            return FieldText.Refuse(RejectReason.InvalidValue, field, $"must lie between -{limit} and {limit}");
        degrees = value;
        return null;
    }
}
