using System.Text.Json;
using Fraud.Contracts;
using Fraud.Contracts.Json;
using Fraud.Ingest.Files;

namespace Fraud.Ingest.Import;

/// <summary>Writes the label of the current row.</summary>
internal sealed class LabelMapper
{
    private readonly FieldReader _fraud;
    private readonly FieldReader? _kind;
    private readonly FieldReader? _knownTime;
    private readonly TimeText? _time;
    private readonly long _delayMs;
    private readonly IReadOnlyCollection<string> _true;

    public LabelMapper(LabelRule rule, FieldReader fraud, FieldReader? kind, FieldReader? knownTime, IReadOnlyCollection<string> defaultTrue)
    {
        _fraud = fraud;
        _kind = kind;
        _knownTime = knownTime;
        _time = knownTime is null ? null : new TimeText(knownTime.Rule);
        _delayMs = (long)(rule.KnownAfter is { } after ? TimeText.Duration(after) : HistoryReader.LabelDelayDefault).TotalMilliseconds;
        _true = rule.Fraud.True is { } texts ? texts.ToHashSet() : defaultTrue.ToHashSet();
    }

    /// <summary>Writes a <c>label</c> property; nothing for a row without one.</summary>
    public Rejection? Write(Utf8JsonWriter json, long eventTimeMs)
    {
        if (_fraud.Text() is not { } text) return null;
        var fraud = _true.Contains(text);
        var knownMs = eventTimeMs + _delayMs;
        if (_knownTime?.Text() is { } known && !_time!.TryParse(known, out knownMs))
            return new Rejection(RejectReason.InvalidValue, "label.known_time", "is not a time of the map's format");
        json.WriteStartObject("label"u8);
        json.WriteBoolean("fraud"u8, fraud);
        if (fraud && _kind?.Text() is { } kind) json.WriteString("kind"u8, kind);
        json.WriteTime("known_time"u8, knownMs);
        json.WriteEndObject();
        return null;
    }
}
