using System.Globalization;
using System.Text;

namespace Fraud.Scoring.Cel.Syntax;

/// <summary>Reads string and bytes literals with their prefixes, quotes and escape sequences.</summary>
internal static class CelQuotedText
{
    public static bool StartsAt(ReadOnlySpan<char> rest)
    {
        var prefix = PrefixLength(rest);
        return prefix >= 0 && prefix < rest.Length && rest[prefix] is '"' or '\'';
    }

    public static CelToken Read(string source, int start)
    {
        var prefix = source.AsSpan(start, PrefixLength(source.AsSpan(start)));
        var raw = prefix.ContainsAny('r', 'R');
        var bytes = prefix.ContainsAny('b', 'B');
        var open = start + prefix.Length;
        var quote = source[open];
        var triple = source.AsSpan(open).StartsWith(new string(quote, 3));
        var position = open + (triple ? 3 : 1);
        var close = FindEnd(source, position, quote, triple, raw);
        if (close < 0)
            throw new CelSyntaxException(start, "the text has no closing quote");
        var length = close + (triple ? 3 : 1) - start;
        var body = source.AsSpan(position, close - position);
        object value = bytes ? Octets(body, raw, position) : raw ? body.ToString() : Unescape(body, position);
        return new CelToken(bytes ? CelTokenKind.Bytes : CelTokenKind.String, start, source.Substring(start, length), value);
    }

    private static int PrefixLength(ReadOnlySpan<char> rest) => rest switch
    {
        ['"' or '\'', ..] => 0,
        ['r' or 'R' or 'b' or 'B', '"' or '\'', ..] => 1,
        ['b' or 'B', 'r' or 'R', '"' or '\'', ..] => 2,
        ['r' or 'R', 'b' or 'B', '"' or '\'', ..] => 2,
        _ => -1,
    };

    private static int FindEnd(string source, int position, char quote, bool triple, bool raw)
    {
        for (; position < source.Length; position++)
        {
            var c = source[position];
            if (c == '\\' && !raw)
                position++;
            else if (!triple && c is '\r' or '\n')
                return -1;
            else if (c == quote && (!triple || (position + 2 < source.Length && source[position + 1] == quote && source[position + 2] == quote)))
                return position;
        }

        return -1;
    }

    private static string Unescape(ReadOnlySpan<char> body, int start)
    {
        if (!body.Contains('\\'))
            return body.ToString();
        var text = new StringBuilder();
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] != '\\')
            {
                text.Append(body[i]);
                continue;
            }

            var at = start + i;
            var code = Escape(body, ref i, at, out _);
            if (code is > 0x10FFFF or (>= 0xD800 and <= 0xDFFF))
                throw new CelSyntaxException(at, "the escape sequence is not a Unicode code point");
            text.Append(char.ConvertFromUtf32(code));
        }

        return text.ToString();
    }

    private static byte[] Octets(ReadOnlySpan<char> body, bool raw, int start)
    {
        if (raw || !body.Contains('\\'))
            return Encoding.UTF8.GetBytes(body.ToString());
        var bytes = new List<byte>();
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] == '\\')
            {
                var at = start + i;
                var code = Escape(body, ref i, at, out var unicode);
                if (unicode)
                    throw new CelSyntaxException(at, "bytes have no \\u or \\U escapes");
                bytes.Add((byte)code);
                continue;
            }

            var plain = 1;
            while (i + plain < body.Length && body[i + plain] != '\\')
                plain++;
            bytes.AddRange(Encoding.UTF8.GetBytes(body.Slice(i, plain).ToString()));
            i += plain - 1;
        }

        return [.. bytes];
    }

    // Reads the sequence at body[i] and leaves i on its last character.
    private static int Escape(ReadOnlySpan<char> body, ref int i, int at, out bool unicode)
    {
        unicode = false;
        var kind = ++i < body.Length ? body[i] : '\0';
        switch (kind)
        {
            case '\\' or '?' or '"' or '\'' or '`':
                return kind;
            case 'a':
                return 7;
            case 'b':
                return 8;
            case 'f':
                return 12;
            case 'n':
                return 10;
            case 'r':
                return 13;
            case 't':
                return 9;
            case 'v':
                return 11;
            case 'x' or 'X':
                return Hex(body, ref i, 2, at);
            case 'u' or 'U':
                unicode = true;
                return Hex(body, ref i, kind == 'u' ? 4 : 8, at);
            case >= '0' and <= '3' when i + 2 < body.Length && IsOctal(body[i + 1]) && IsOctal(body[i + 2]):
                i += 2;
                return ((kind - '0') << 6) | ((body[i - 1] - '0') << 3) | (body[i] - '0');
            default:
                throw new CelSyntaxException(at, "unknown escape sequence");
        }
    }

    private static int Hex(ReadOnlySpan<char> body, ref int i, int digits, int at)
    {
        if (i + digits >= body.Length
            || !uint.TryParse(body.Slice(i + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            throw new CelSyntaxException(at, $"the escape sequence needs {digits} hexadecimal digits");
        i += digits;
        return (int)Math.Min(code, int.MaxValue);
    }

    private static bool IsOctal(char c) => c is >= '0' and <= '7';
}
