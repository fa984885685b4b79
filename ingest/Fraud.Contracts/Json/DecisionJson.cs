using System.Buffers;
using System.Text.Json;

namespace Fraud.Contracts.Json;

/// <summary>
/// A <see cref="Decision"/> as UTF-8 JSON. The same decision always gives the same bytes. Features are written in single precision: the
/// pipeline rounds the vector to it before deciding, so nothing that was used is lost.
/// </summary>
public static class DecisionJson
{
    private static readonly JsonWriterOptions WriterOptions = new() { SkipValidation = true };

    /// <summary>Appends the record to <paramref name="output"/>.</summary>
    public static void Write(Decision decision, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, WriterOptions);
        Write(decision, json);
    }

    /// <summary>Writes the record as one JSON object.</summary>
    public static void Write(Decision decision, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("payment_id"u8, decision.PaymentId);
        json.WriteString("account_id"u8, decision.AccountId);
        json.WriteNumber("amount_minor"u8, decision.AmountMinor);
        json.WriteString("currency"u8, decision.Currency);
        json.WriteTime("event_time"u8, decision.EventTimeMs);
        json.WriteString("outcome"u8, OutcomeName.Utf8(decision.Outcome));
        json.WriteNumber("score"u8, decision.Score);
        WriteReasons(decision.Reasons, json);
        json.WriteStartObject("policy"u8);
        json.WriteString("name"u8, decision.PolicyName);
        json.WriteNumber("version"u8, decision.PolicyVersion);
        json.WriteString("digest"u8, decision.PolicyDigest);
        json.WriteEndObject();
        if (decision.ModelId is { } model)
        {
            json.WriteStartObject("model"u8);
            json.WriteString("id"u8, model);
            json.WriteNumber("probability"u8, decision.Probability.GetValueOrDefault());
            json.WriteEndObject();
        }

        if (decision.Late)
            json.WriteBoolean("late"u8, true);
        WriteProvenance(decision, json);
        json.WriteEndObject();
    }

    /// <summary>Reads one record.</summary>
    /// <exception cref="JsonException">The bytes are not a decision.</exception>
    public static Decision Read(ReadOnlySpan<byte> utf8) => DecisionReader.Read(utf8);

    private static void WriteReasons(IReadOnlyList<Reason> reasons, Utf8JsonWriter json)
    {
        json.WriteStartArray("reasons"u8);
        for (var i = 0; i < reasons.Count; i++)
        {
            var reason = reasons[i];
            json.WriteStartObject();
            json.WriteString("code"u8, reason.Code);
            json.WriteString("sentence"u8, reason.Sentence);
            if (reason.Rule is not null)
                json.WriteString("rule"u8, reason.Rule);
            json.WriteNumber("points"u8, reason.Points);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteProvenance(Decision decision, Utf8JsonWriter json)
    {
        json.WriteStartObject("position"u8);
        json.WriteString("topic"u8, decision.Position.Topic);
        json.WriteNumber("partition"u8, decision.Position.Partition);
        json.WriteNumber("offset"u8, decision.Position.Offset);
        json.WriteEndObject();
        if (decision.ProfileOffsets is { Count: > 0 } offsets)
        {
            json.WriteStartObject("profile_offsets"u8);
            foreach (var (table, offset) in offsets)
                json.WriteNumber(table, offset);
            json.WriteEndObject();
        }

        json.WriteString("feature_set"u8, decision.FeatureSet);
        json.WriteStartArray("features"u8);
        foreach (var feature in decision.Features)
        {
            if (double.IsNaN(feature))
                json.WriteNullValue();
            else
                json.WriteNumberValue((float)feature);
        }

        json.WriteEndArray();
    }
}
