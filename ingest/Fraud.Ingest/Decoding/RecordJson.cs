using System.Text.Json;
using System.Text.Unicode;
using Fraud.Contracts;

namespace Fraud.Ingest.Decoding;

/// <summary>What holds for every JSON record before its fields are looked at.</summary>
public static class RecordJson
{
    /// <summary>Largest record taken, bytes.</summary>
    public const int BytesMax = 64 * 1024;

    /// <summary>Deepest nesting of objects and arrays, the record itself included.</summary>
    public const int DepthMax = 16;

    /// <summary>Bytes before the JSON in the Confluent wire format: a zero and the schema id.</summary>
    private const int WireHeaderBytes = 5;

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = DepthMax };

    /// <summary>A reader before the first token of a record, alone or in the Confluent wire format.</summary>
    internal static Rejection? TryOpen(ref ReadOnlySpan<byte> utf8, out Utf8JsonReader json)
    {
        json = default;
        if (utf8.Length > BytesMax) return new Rejection(RejectReason.TooLarge, "", $"is larger than {BytesMax} bytes");
        if (utf8.Length > WireHeaderBytes && utf8[0] == 0) utf8 = utf8[WireHeaderBytes..];
        if (!Utf8.IsValid(utf8)) return new Rejection(RejectReason.MalformedJson, "", "is not valid UTF-8");
        json = new Utf8JsonReader(utf8, ReaderOptions);
        return null;
    }

    /// <summary>Says where reading failed; the exception's own text may quote what it read.</summary>
    internal static Rejection Malformed(JsonException e) =>
        new(RejectReason.MalformedJson, "", $"is not valid JSON at byte {e.BytePositionInLine} of line {e.LineNumber + 1}");

    /// <summary>
    /// False when an escaped text is half of a surrogate pair: whoever reads that text later from a <see cref="JsonElement"/> would meet an
    /// exception.
    /// </summary>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    internal static bool TextIsReadable(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOf("\\ud"u8) < 0 && utf8.IndexOf("\\uD"u8) < 0) return true;
        var json = new Utf8JsonReader(utf8);
        while (json.Read())
        {
            if (!json.ValueIsEscaped) continue;
            if (!FieldText.TryUnescape(ref json, new byte[json.ValueSpan.Length], out _)) return false;
        }

        return true;
    }
}
