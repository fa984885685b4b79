using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fraud.Api.Storage;

/// <summary>JSON that passes through unread: what the log holds is what the client gets.</summary>
/// <param name="Text">One JSON value.</param>
[JsonConverter(typeof(Converter))]
public readonly record struct RawJson(string Text)
{
    /// <summary>A record of the log.</summary>
    public static RawJson Of(byte[] record) => new(Encoding.UTF8.GetString(record));

    private sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var value = JsonDocument.ParseValue(ref reader);
            return new RawJson(value.RootElement.GetRawText());
        }

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Text ?? "null", skipInputValidation: true);
    }
}
