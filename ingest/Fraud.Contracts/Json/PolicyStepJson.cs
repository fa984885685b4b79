using System.Buffers;
using System.Text.Json;

namespace Fraud.Contracts.Json;

/// <summary>A <see cref="PolicyStep"/> as UTF-8 JSON.</summary>
public static class PolicyStepJson
{
    /// <summary>Appends the record to <paramref name="output"/>.</summary>
    public static void Write(PolicyStep step, IBufferWriter<byte> output)
    {
        var json = JsonOutput.On(output);
        json.WriteStartObject();
        json.WriteString("policy"u8, step.Name);
        json.WriteNumber("step"u8, step.Number);
        json.WriteString("kind"u8, PolicyStepKindName.Of(step.Kind));
        json.WriteString("digest"u8, step.Digest);
        json.WriteString("actor"u8, step.Actor);
        json.WriteTime("time"u8, step.TimeMs);
        if (step.Comment is not null)
            json.WriteString("comment"u8, step.Comment);
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>Reads one record; fields it does not know are skipped.</summary>
    /// <exception cref="JsonException">The bytes are not such a record.</exception>
    public static PolicyStep Read(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8);
        json.Read();
        JsonObject.Expect(ref json, JsonTokenType.StartObject);
        string? name = null, kind = null, digest = null, actor = null, comment = null;
        long? number = null, timeMs = null;
        while (JsonObject.NextProperty(ref json))
        {
            if (json.ValueTextEquals("policy"u8)) name = JsonObject.String(ref json);
            else if (json.ValueTextEquals("step"u8)) number = JsonObject.Int64(ref json);
            else if (json.ValueTextEquals("kind"u8)) kind = JsonObject.String(ref json);
            else if (json.ValueTextEquals("digest"u8)) digest = JsonObject.String(ref json);
            else if (json.ValueTextEquals("actor"u8)) actor = JsonObject.String(ref json);
            else if (json.ValueTextEquals("time"u8)) { json.Read(); timeMs = json.ReadTime(); }
            else if (json.ValueTextEquals("comment"u8)) comment = JsonObject.String(ref json);
            else JsonObject.SkipValue(ref json);
        }

        return new PolicyStep
        {
            Name = name ?? throw JsonObject.Missing("policy"),
            Number = (int)(number ?? throw JsonObject.Missing("step")),
            Kind = PolicyStepKindName.Parse(kind ?? throw JsonObject.Missing("kind")),
            Digest = digest ?? throw JsonObject.Missing("digest"),
            Actor = actor ?? throw JsonObject.Missing("actor"),
            TimeMs = timeMs ?? throw JsonObject.Missing("time"),
            Comment = comment,
        };
    }
}
