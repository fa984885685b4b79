using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Fraud.Contracts;
using Fraud.Contracts.Json;

namespace Fraud.Ingest.Import;

/// <summary>Turns the current row of an input into a line of a history file, by a map. Not safe for concurrent use.</summary>
internal sealed class RowMapper : IDisposable
{
    private const string Amount = "amount";
    private static readonly string[] TextFields =
    [
        "payment_id", "account_id", "card_id", "merchant_id", "terminal_id", "mcc", "currency", "channel", "entry_mode", "country", "ip", "device_id",
    ];

    private static readonly string[] OtherFields = [Amount, "amount_minor", "event_time", "latitude", "longitude"];
    private static readonly string[] NeededFields = ["payment_id", "account_id", "currency", "event_time"];
    private static readonly string[] DefaultTrue = ["1", "true", "True", "TRUE", "yes", "fraud"];
    private readonly Dictionary<string, FieldReader> _payment;
    private readonly Dictionary<string, FieldReader> _extra;
    private readonly TimeText _eventTime;
    private readonly LabelMapper? _label;
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _json;

    /// <exception cref="InvalidDataException">The map does not fit the input.</exception>
    public RowMapper(ImportMap map, IRowSource rows, Tokeniser? tokeniser)
    {
        foreach (var field in map.Payment.Keys.Except(TextFields).Except(OtherFields))
            throw new InvalidDataException($"A payment has no field {field}: put it under 'extra'.");
        foreach (var field in NeededFields.Except(map.Payment.Keys))
            throw new InvalidDataException($"The map lacks a rule for {field}.");
        if (!map.Payment.ContainsKey(Amount) && !map.Payment.ContainsKey("amount_minor"))
            throw new InvalidDataException("The map lacks a rule for amount or amount_minor.");
        _payment = map.Payment.ToDictionary(f => f.Key, f => new FieldReader(f.Value, f.Key, map, rows, tokeniser));
        _extra = map.Extra.ToDictionary(f => f.Key, f => new FieldReader(f.Value, f.Key, map, rows, tokeniser));
        _eventTime = new TimeText(map.Payment["event_time"]);
        _label = map.Label is null ? null : new LabelMapper(
            map.Label,
            new FieldReader(map.Label.Fraud, "label.fraud", map, rows, tokeniser),
            map.Label.Kind is { } kind ? new FieldReader(kind, "label.kind", map, rows, tokeniser) : null,
            map.Label.KnownTime is { } known ? new FieldReader(known, "label.known_time", map, rows, tokeniser) : null,
            DefaultTrue);
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });
    }

    public void Dispose() => _json.Dispose();

    /// <summary>Maps the current row. The line is valid until the next call and has yet to be checked as any payment is.</summary>
    public Rejection? Map(out ReadOnlySpan<byte> line)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        foreach (var name in TextFields)
        {
            if (_payment.TryGetValue(name, out var field) && field.Text() is { } text) _json.WriteString(name, text);
        }

        var refused = WriteAmount() ?? WriteEventTime(out var eventTimeMs) ?? WriteDegrees("latitude") ?? WriteDegrees("longitude") ?? WriteExtra()
            ?? _label?.Write(_json, eventTimeMs);
        _json.WriteEndObject();
        _json.Flush();
        line = _buffer.WrittenSpan;
        return refused;
    }

    private Rejection? WriteAmount()
    {
        if (_payment.TryGetValue("amount_minor", out var minor)) return Number("amount_minor", minor, 0);
        var currency = _payment["currency"].Text() ?? "";
        var digits = Iso4217.MinorDigits(currency);
        var field = _payment[Amount];
        return field.Rule.Unit switch
        {
            null or "major" when digits >= 0 => Number("amount_minor", field, digits),
            null or "major" => new Rejection(RejectReason.UnknownCurrency, "currency", "must be an ISO 4217 code of three capital letters"),
            "minor" => Number("amount_minor", field, 0),
            _ => throw new InvalidDataException($"The unit of the amount is {field.Rule.Unit}: write major or minor."),
        };
    }

    private Rejection? Number(string name, FieldReader field, int digits)
    {
        if (field.Text() is not { } text) return null;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || Math.Abs(number) > 1e15m)
            return new Rejection(RejectReason.InvalidValue, name, "must be a number");
        for (var i = 0; i < digits; i++)
            number *= 10;
        if (number != decimal.Truncate(number))
            return new Rejection(RejectReason.InvalidValue, name, $"must have at most {digits} digits after the point");
        _json.WriteNumber(name, (long)number);
        return null;
    }

    private Rejection? WriteEventTime(out long unixMs)
    {
        unixMs = 0;
        if (_payment["event_time"].Text() is not { } text) return null;
        if (!_eventTime.TryParse(text, out unixMs) || unixMs < Rfc3339.MinMs || unixMs > Rfc3339.MaxMs)
            return new Rejection(RejectReason.InvalidValue, "event_time", "is not a time of the map's format");
        _json.WriteTime("event_time"u8, unixMs);
        return null;
    }

    private Rejection? WriteDegrees(string name)
    {
        if (!_payment.TryGetValue(name, out var field) || field.Text() is not { } text) return null;
        return WriteNumber(name, text);
    }

    private Rejection? WriteExtra()
    {
        foreach (var (name, field) in _extra)
        {
            if (field.Text() is not { } text) continue;
            if (!field.Rule.Number) _json.WriteString(name, text);
            else if (WriteNumber(name, text) is { } refused) return refused;
        }

        return null;
    }

    private Rejection? WriteNumber(string name, string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            return new Rejection(RejectReason.InvalidValue, name, "must be a number");
        _json.WriteNumber(name, number);
        return null;
    }
}
