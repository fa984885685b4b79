using System.Text;
using System.Text.Json;
using Fraud.Contracts;
using Fraud.Contracts.Json;

namespace Fraud.Ingest.Decoding;

/// <summary>Reads and checks text fields. The input as a whole is known to be valid UTF-8; escapes inside strings are not checked yet.</summary>
internal static class FieldText
{
    /// <summary>Longest text of a field, bytes of UTF-8.</summary>
    public const int BytesMax = 128;

    /// <summary>Longest escaped form of such a text: <c>\u0041</c> is six bytes for one.</summary>
    private const int EscapedBytesMax = BytesMax * 6;

    private static readonly long TimeMin = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private static readonly long TimeEnd = new DateTimeOffset(2101, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>Moves from a property's name to its value; false when that is null.</summary>
    public static bool ReadValue(this ref Utf8JsonReader json) => json.Read() && json.TokenType != JsonTokenType.Null;

    /// <summary>Reads an identifier; an empty one counts as absent.</summary>
    public static Rejection? Id(ref Utf8JsonReader json, string field, out string? value)
    {
        value = null;
        if (Read(ref json, field, out var text) is { } refused) return refused;
        if (text.IsEmpty) return null;
        if (CardNumber.LooksLike(text)) return Refuse(RejectReason.CardNumber, field, "looks like a card number; send a token");
        value = Text(text);
        return null;
    }

    /// <summary>Reads a text that takes few values; an empty one counts as absent.</summary>
    public static Rejection? Pooled(ref Utf8JsonReader json, string field, TextPool pool, out string? value)
    {
        value = null;
        if (Read(ref json, field, out var text) is { } refused) return refused;
        if (text.IsEmpty) return null;
        if (CardNumber.LooksLike(text)) return Refuse(RejectReason.CardNumber, field, "looks like a card number; send a token");
        value = pool.Get(text);
        return null;
    }

    /// <summary>Reads an RFC 3339 time as Unix milliseconds; 0 when empty. Plausible are the years 2000 to 2100.</summary>
    public static Rejection? Time(ref Utf8JsonReader json, string field, out long unixMs)
    {
        unixMs = 0;
        if (Read(ref json, field, out var text) is { } refused) return refused;
        if (text.IsEmpty) return null;
        if (!Rfc3339.TryParse(text, out unixMs))
            return Refuse(RejectReason.InvalidValue, field, "must be an RFC 3339 time such as 2026-03-01T12:00:00Z");
        if (unixMs >= TimeMin && unixMs < TimeEnd) return null;
        return Refuse(RejectReason.ImplausibleTime, field, "must lie between the years 2000 and 2100");
    }

    /// <summary>The unescaped text of the string the reader stands on; usually a part of the input, copied only to unescape it.</summary>
    public static Rejection? Read(ref Utf8JsonReader json, string field, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (json.TokenType != JsonTokenType.String) return WrongType(field, "a string");
        text = json.ValueSpan;
        if (json.ValueIsEscaped)
        {
            if (text.Length > EscapedBytesMax) return TooLong(field);
            var buffer = new byte[text.Length];
            if (!TryUnescape(ref json, buffer, out var length))
                return Refuse(RejectReason.MalformedJson, field, "holds half of a surrogate pair");
            text = buffer.AsSpan(0, length);
            if (text.IndexOfAnyInRange((byte)0, (byte)0x1F) >= 0) return Refuse(RejectReason.InvalidValue, field, "holds control characters");
        }

        return text.Length > BytesMax ? TooLong(field) : null;
    }

    public static bool TryUnescape(ref Utf8JsonReader json, scoped Span<byte> buffer, out int length)
    {
        try
        {
            length = json.CopyString(buffer);
            return true;
        }
        catch (InvalidOperationException)
        {
            // The reader's way to say that an escape is half of a surrogate pair.
            length = 0;
            return false;
        }
    }

    public static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    public static Rejection WrongType(string field, string wanted) => Refuse(RejectReason.WrongType, field, $"must be {wanted}");

    public static Rejection Refuse(RejectReason reason, string field, string detail) =>
        new(reason, field, detail);

    private static Rejection TooLong(string field) => Refuse(RejectReason.InvalidValue, field, $"is longer than {BytesMax} bytes");
}
