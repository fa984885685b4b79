using System.Buffers;
using System.Text.Json;

namespace Fraud.Contracts.Json;

/// <summary>
/// A <see cref="Decision"/> as UTF-8 JSON. The same decision always gives the same bytes. Features are written in single precision: the
/// pipeline rounds the vector to it before deciding, so nothing that was used is lost.
/// </summary>
public static class DecisionJson
{
    private const int FeatureBytesOnStack = 2048;

    /// <summary>Appends the record to <paramref name="output"/>.</summary>
    public static void Write(Decision decision, IBufferWriter<byte> output)
    {
        var json = JsonOutput.On(output);
        Write(decision, json);
        json.Flush();
    }

    /// <summary>Writes the record as one JSON object.</summary>
    public static void Write(Decision decision, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("payment_id"u8, decision.PaymentId);
        json.WriteString("account_id"u8, decision.AccountId);
        if (decision.Supersedes is { } supersedes)
            WriteSupersession(supersedes, json);
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
        if (decision.Degraded)
            json.WriteBoolean("degraded"u8, true);
        WriteProvenance(decision, json);
        json.WriteEndObject();
    }

    /// <summary>Reads one record.</summary>
    /// <exception cref="JsonException">The bytes are not a decision.</exception>
    public static Decision Read(ReadOnlySpan<byte> utf8) => DecisionReader.Read(utf8);

    // Early in the record, so that whoever counts decisions knows corrections without reading on.
    private static void WriteSupersession(Supersession supersedes, Utf8JsonWriter json)
    {
        json.WriteStartObject("supersedes"u8);
        WritePosition(supersedes.Record, json);
        json.WriteString("why"u8, supersedes.Why);
        json.WriteEndObject();
    }

    private static void WritePosition(LogPosition position, Utf8JsonWriter json)
    {
        json.WriteString("topic"u8, position.Topic);
        json.WriteNumber("partition"u8, position.Partition);
        json.WriteNumber("offset"u8, position.Offset);
    }

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
        WritePosition(decision.Position, json);
        json.WriteEndObject();
        if (decision.ProfileOffsets is { Count: > 0 } offsets)
        {
            json.WriteStartObject("profile_offsets"u8);
            foreach (var (table, offset) in offsets)
                json.WriteNumber(table, offset);
            json.WriteEndObject();
        }

        json.WriteString("feature_set"u8, decision.FeatureSet);
        json.WritePropertyName("features"u8);
        WriteFeatures(decision.Features, json);
    }

    /// <summary>As one piece: the writer's own numbers would be half the cost of a decision.</summary>
    private static void WriteFeatures(double[] features, Utf8JsonWriter json)
    {
        var size = 2 + (features.Length * (FloatText.LengthMax + 1));
        Span<byte> text = size <= FeatureBytesOnStack ? stackalloc byte[FeatureBytesOnStack] : new byte[size];
        var length = 0;
        text[length++] = (byte)'[';
        foreach (var feature in features)
        {
            if (length > 1)
                text[length++] = (byte)',';
            if (double.IsNaN(feature))
            {
                "null"u8.CopyTo(text[length..]);
                length += 4;
            }
            else
            {
                length += FloatText.Write((float)feature, text[length..]);
            }
        }

        text[length++] = (byte)']';
        json.WriteRawValue(text[..length], skipInputValidation: true);
    }
}
