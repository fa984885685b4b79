using System.Buffers;
using System.Text.Json;

namespace Fraud.Contracts.Json;

/// <summary>A <see cref="PolicyVersion"/> as UTF-8 JSON.</summary>
public static class PolicyVersionJson
{
    /// <summary>Appends the record to <paramref name="output"/>.</summary>
    public static void Write(PolicyVersion version, IBufferWriter<byte> output)
    {
        var json = JsonOutput.On(output);
        json.WriteStartObject();
        json.WriteString("policy"u8, version.Name);
        json.WriteNumber("version"u8, version.Number);
        json.WriteString("digest"u8, version.Digest);
        if (version.Model is not null)
            json.WriteString("model"u8, version.Model);
        json.WriteString("author"u8, version.Author);
        json.WriteTime("time"u8, version.TimeMs);
        if (version.Comment is not null)
            json.WriteString("comment"u8, version.Comment);
        json.WriteString("source"u8, version.Source);
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>Reads one record; fields it does not know are skipped.</summary>
    /// <exception cref="JsonException">The bytes are not such a record.</exception>
    public static PolicyVersion Read(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8);
        json.Read();
        JsonObject.Expect(ref json, JsonTokenType.StartObject);
        string? name = null, digest = null, model = null, author = null, comment = null, source = null;
        long? number = null, timeMs = null;
        while (JsonObject.NextProperty(ref json))
        {
            if (json.ValueTextEquals("policy"u8)) name = JsonObject.String(ref json);
            else if (json.ValueTextEquals("version"u8)) number = JsonObject.Int64(ref json);
            else if (json.ValueTextEquals("digest"u8)) digest = JsonObject.String(ref json);
            else if (json.ValueTextEquals("model"u8)) model = JsonObject.String(ref json);
            else if (json.ValueTextEquals("author"u8)) author = JsonObject.String(ref json);
            else if (json.ValueTextEquals("time"u8)) { json.Read(); timeMs = json.ReadTime(); }
            else if (json.ValueTextEquals("comment"u8)) comment = JsonObject.String(ref json);
            else if (json.ValueTextEquals("source"u8)) source = JsonObject.String(ref json);
            else JsonObject.SkipValue(ref json);
        }

        return new PolicyVersion
        {
            Name = name ?? throw JsonObject.Missing("policy"),
            Number = (int)(number ?? throw JsonObject.Missing("version")),
            Digest = digest ?? throw JsonObject.Missing("digest"),
            Model = model,
            Author = author ?? throw JsonObject.Missing("author"),
            TimeMs = timeMs ?? throw JsonObject.Missing("time"),
            Comment = comment,
            Source = source ?? throw JsonObject.Missing("source"),
        };
    }
}
