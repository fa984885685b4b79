namespace Fraud.Scoring.Cel.Syntax;

/// <summary>Cuts an expression into tokens, as the specification's lexis says.</summary>
internal static class CelLexer
{
    private static readonly string[] Operators =
        ["&&", "||", "<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", ".", ",", "(", ")", "[", "]", "{", "}"];

    public static List<CelToken> Read(string source)
    {
        var tokens = new List<CelToken>();
        var position = 0;
        while (SkipBlank(source, ref position))
        {
            var token = Next(source, position);
            tokens.Add(token);
            position += token.Text.Length;
        }

        tokens.Add(new CelToken(CelTokenKind.End, source.Length, ""));
        return tokens;
    }

    private static bool SkipBlank(string source, ref int position)
    {
        while (position < source.Length)
        {
            if (source[position] is '\t' or '\n' or '\f' or '\r' or ' ')
            {
                position++;
            }
            else if (source.AsSpan(position).StartsWith("//"))
            {
                var end = source.IndexOf('\n', position);
                position = end < 0 ? source.Length : end + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private static CelToken Next(string source, int position)
    {
        var c = source[position];
        var rest = source.AsSpan(position);
        if (CelQuotedText.StartsAt(rest))
            return CelQuotedText.Read(source, position);
        if (char.IsAsciiLetter(c) || c == '_')
        {
            var length = 1;
            while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] == '_'))
                length++;
            return new CelToken(CelTokenKind.Identifier, position, rest[..length].ToString());
        }

        if (c == '`')
            return QuotedField(source, position);
        if (char.IsAsciiDigit(c) || (c == '.' && rest.Length > 1 && char.IsAsciiDigit(rest[1])))
            return Number(rest, position);
        foreach (var candidate in Operators)
        {
            if (rest.StartsWith(candidate))
                return new CelToken(CelTokenKind.Operator, position, candidate);
        }

        throw new CelSyntaxException(position, c switch
        {
            '=' => "'=' is not an operator; equality is '=='",
            '&' => "'&' is not an operator; and is '&&'",
            '|' => "'|' is not an operator; or is '||'",
            _ => $"unexpected character '{char.ConvertFromUtf32(CodePoint(source, position))}'",
        });
    }

    private static CelToken QuotedField(string source, int position)
    {
        var end = position + 1;
        while (end < source.Length && (char.IsAsciiLetterOrDigit(source[end]) || source[end] is '_' or '.' or '-' or '/' or ' '))
            end++;
        if (end >= source.Length || source[end] != '`' || end == position + 1)
            throw new CelSyntaxException(position, "a quoted field name holds letters, digits, '_', '.', '-', '/' and blanks");
        return new CelToken(CelTokenKind.QuotedField, position, source[position..(end + 1)], source[(position + 1)..end]);
    }

    private static CelToken Number(ReadOnlySpan<char> rest, int position)
    {
        if (rest.Length > 2 && rest[0] == '0' && rest[1] == 'x' && char.IsAsciiHexDigit(rest[2]))
        {
            var hex = 2 + Count(rest[2..], char.IsAsciiHexDigit);
            return Integer(rest, hex, position);
        }

        var length = Count(rest, char.IsAsciiDigit);
        var isDouble = false;
        if (length + 1 < rest.Length && rest[length] == '.' && char.IsAsciiDigit(rest[length + 1]))
        {
            isDouble = true;
            length += 1 + Count(rest[(length + 1)..], char.IsAsciiDigit);
        }

        if (length < rest.Length && rest[length] is 'e' or 'E')
        {
            var sign = length + 1 < rest.Length && rest[length + 1] is '+' or '-' ? 1 : 0;
            var digits = Count(rest[Math.Min(rest.Length, length + 1 + sign)..], char.IsAsciiDigit);
            if (digits > 0)
            {
                isDouble = true;
                length += 1 + sign + digits;
            }
        }

        return isDouble ? new CelToken(CelTokenKind.Double, position, rest[..length].ToString()) : Integer(rest, length, position);
    }

    private static CelToken Integer(ReadOnlySpan<char> rest, int length, int position)
    {
        var unsigned = length < rest.Length && rest[length] is 'u' or 'U';
        var text = rest[..(unsigned ? length + 1 : length)].ToString();
        return new CelToken(unsigned ? CelTokenKind.Uint : CelTokenKind.Int, position, text);
    }

    private static int Count(ReadOnlySpan<char> text, Func<char, bool> accepted)
    {
        var count = 0;
        while (count < text.Length && accepted(text[count]))
            count++;
        return count;
    }

    private static int CodePoint(string source, int position) =>
        char.IsSurrogatePair(source, position) ? char.ConvertToUtf32(source, position) : char.IsSurrogate(source[position]) ? '?' : source[position];
}
