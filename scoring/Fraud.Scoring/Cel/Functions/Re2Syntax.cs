using System.Buffers;
using System.Globalization;
using System.Text;

namespace Fraud.Scoring.Cel.Functions;

/// <summary>
/// Rewrites a pattern in RE2's syntax (github.com/google/re2/wiki/Syntax) for .NET's linear-time engine: the short classes are ASCII,
/// <c>$</c> is the end of the text, a code point beyond the basic plane is one character, and what RE2 lacks is refused.
/// </summary>
internal sealed class Re2Syntax
{
    private const int RepeatMax = 1000;
    private const string AnyButNewline = @"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\n\uD800-\uDFFF])";
    private const string Any = @"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\uD800-\uDFFF])";

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private readonly StringBuilder _output = new();
    private readonly Stack<(bool DotAll, bool MultiLine)> _outer = new();
    private readonly string _pattern;
    private bool _dotAll;
    private bool _multiLine;
    private int _at;

    private Re2Syntax(string pattern) => _pattern = pattern;

    /// <summary>The pattern for .NET; null when RE2 would refuse it. A few malformed patterns are left for .NET to refuse.</summary>
    public static string? Translate(string pattern)
    {
        var translation = new Re2Syntax(pattern);
        return translation.Run() ? translation._output.ToString() : null;
    }

    private bool Run()
    {
        while (_at < _pattern.Length)
        {
            var c = _pattern[_at];
            var ok = c switch
            {
                '\\' => Escape(),
                '[' => Class(),
                '(' => Open(),
                ')' => Close(),
                '.' => Put(_dotAll ? Any : AnyButNewline),
                '$' => Put(_multiLine ? "$" : @"\z"),
                '{' => Brace(),
                '#' or ' ' => Put("\\" + c),
                _ => Literal(),
            };
            if (!ok)
                return false;
        }

        return true;
    }

    private bool Put(string text, int consumed = 1)
    {
        _output.Append(text);
        _at += consumed;
        return true;
    }

    private bool Literal()
    {
        if (char.IsHighSurrogate(_pattern[_at]) && _at + 1 < _pattern.Length)
            return Put($"(?:{_pattern.AsSpan(_at, 2)})", 2);
        return Put(_pattern[_at].ToString());
    }

    private bool Escape()
    {
        if (_at + 1 >= _pattern.Length)
            return false;
        var c = _pattern[_at + 1];
        if (c == 'Q')
            return Quoted();
        if (c is 'b' or 'B' or 'A' or 'z')
            return Put($"\\{c}", 2);
        if (Re2Class.TryShort(_pattern, _at, out var set, out var length))
            return Put(set.ToNet(), length);
        if (!Re2Class.TryEscapedCodePoint(_pattern, _at, out var codePoint, out length))
            return false;
        var text = new StringBuilder();
        Re2Class.AppendLiteral(text, codePoint);
        return Put(text.ToString(), length);
    }

    private bool Quoted()
    {
        var end = _pattern.IndexOf(@"\E", _at + 2, StringComparison.Ordinal);
        var text = end < 0 ? _pattern[(_at + 2)..] : _pattern[(_at + 2)..end];
        foreach (var rune in text.EnumerateRunes())
            Re2Class.AppendLiteral(_output, rune.Value);
        _at = end < 0 ? _pattern.Length : end + 2;
        return true;
    }

    private bool Class()
    {
        if (!Re2Class.TryRead(_pattern, _at, out var set, out var length))
            return false;
        return Put(set.ToNet(), length);
    }

    private bool Open()
    {
        _outer.Push((_dotAll, _multiLine));
        if (!_pattern.AsSpan(_at).StartsWith("(?"))
            return Put("(");
        var rest = _pattern.AsSpan(_at + 2);
        if (rest.StartsWith("P<") || (rest.StartsWith("<") && !rest.StartsWith("<=") && !rest.StartsWith("<!")))
        {
            var name = rest[(rest.IndexOf('<') + 1)..];
            var end = name.IndexOf('>');
            if (end <= 0 || name[..end].ContainsAnyExcept(NameCharacters))
                return false;
            return Put($"(?<{name[..end]}>", 2 + rest.IndexOf('>') + 1);
        }

        return Flags(rest);
    }

    private bool Flags(ReadOnlySpan<char> rest)
    {
        var on = true;
        for (var i = 0; i < rest.Length; i++)
        {
            switch (rest[i])
            {
                case 'i' or 'U':
                    break;
                case 's':
                    _dotAll = on;
                    break;
                case 'm':
                    _multiLine = on;
                    break;
                case '-' when on:
                    on = false;
                    break;
                case ':' or ')' when i == 0 || rest[i - 1] != '-':
                    // Greediness cannot change whether there is a match.
                    var flags = rest[..i].ToString().Replace("U", "", StringComparison.Ordinal).TrimEnd('-');
                    if (rest[i] == ')')
                        _outer.Pop();
                    return Put(flags.Length == 0 && rest[i] == ')' ? "" : $"(?{flags}{rest[i]}", 2 + i + 1);
                default:
                    return false;
            }
        }

        return false;
    }

    private bool Close()
    {
        if (_outer.Count == 0)
            return false;
        (_dotAll, _multiLine) = _outer.Pop();
        return Put(")");
    }

    // A brace that is not a repetition is an ordinary character.
    private bool Brace()
    {
        var end = _pattern.IndexOf('}', _at);
        var parts = end < 0 ? [] : _pattern[(_at + 1)..end].Split(',');
        if (parts.Length is not (1 or 2) || !IsCount(parts[0]) || (parts.Length == 2 && parts[1].Length > 0 && !IsCount(parts[1])))
            return Put(@"\{");
        return parts.All(part => part.Length < 5 && (part.Length == 0 || int.Parse(part, CultureInfo.InvariantCulture) <= RepeatMax))
            && Put(_pattern[_at..(end + 1)], end + 1 - _at);
    }

    private static bool IsCount(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
}
