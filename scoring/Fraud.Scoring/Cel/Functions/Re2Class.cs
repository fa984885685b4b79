using System.Globalization;
using System.Text;

namespace Fraud.Scoring.Cel.Functions;

/// <summary>A character class: ranges of code points, Unicode categories, and whether it is negated.</summary>
internal sealed class Re2Class
{
    private const int AstralMin = 0x10000;
    private const int CodePointMax = 0x10FFFF;

    private static readonly Dictionary<string, string> Posix = new()
    {
        ["alnum"] = "09AZaz",
        ["alpha"] = "AZaz",
        ["ascii"] = "\0\x7f",
        ["blank"] = "\t\t  ",
        ["cntrl"] = "\0\x1f\x7f\x7f",
        ["digit"] = "09",
        ["graph"] = "!~",
        ["lower"] = "az",
        ["print"] = " ~",
        ["punct"] = "!/:@[`{~",
        ["space"] = "\t\r  ",
        ["upper"] = "AZ",
        ["word"] = "09AZaz__",
        ["xdigit"] = "09AFaf",
    };

    private readonly List<(int First, int Last)> _ranges = [];
    private readonly StringBuilder _categories = new();
    private bool _negated;

    /// <summary>Reads <c>\d</c>, <c>\W</c>, <c>\pL</c>, <c>\P{Lu}</c> and the like.</summary>
    public static bool TryShort(string pattern, int at, out Re2Class set, out int length)
    {
        set = new Re2Class();
        length = 2;
        var kind = pattern[at + 1];
        if (kind is 'p' or 'P')
            return set.AddCategory(pattern, at, out length);
        if (!set.AddShort(kind))
            return false;
        set._negated = char.IsAsciiLetterUpper(kind);
        return true;
    }

    /// <summary>Reads a class in brackets.</summary>
    public static bool TryRead(string pattern, int at, out Re2Class set, out int length)
    {
        set = new Re2Class();
        length = 0;
        var i = at + 1;
        if (i < pattern.Length && pattern[i] == '^')
        {
            set._negated = true;
            i++;
        }

        for (var first = true; i < pattern.Length; first = false)
        {
            if (pattern[i] == ']' && !first)
            {
                length = i + 1 - at;
                return true;
            }

            if (!set.AddItem(pattern, ref i))
                return false;
        }

        return false;
    }

    /// <summary>Reads an escape that stands for one character.</summary>
    public static bool TryEscapedCodePoint(string pattern, int at, out int codePoint, out int length)
    {
        codePoint = 0;
        length = 2;
        if (at + 1 >= pattern.Length)
            return false;
        var c = pattern[at + 1];
        switch (c)
        {
            case 'a' or 'f' or 't' or 'n' or 'r' or 'v':
                codePoint = c switch { 'a' => 7, 'f' => 12, 't' => 9, 'n' => 10, 'r' => 13, _ => 11 };
                return true;
            case 'x':
                return TryHex(pattern, at + 2, out codePoint, ref length);
            case '0':
            case >= '1' and <= '7' when at + 2 < pattern.Length && pattern[at + 2] is >= '0' and <= '7':
                var end = at + 1;
                while (end < pattern.Length && end < at + 4 && pattern[end] is >= '0' and <= '7')
                    codePoint = (codePoint * 8) + (pattern[end++] - '0');
                length = end - at;
                return true;
            default:
                codePoint = c;
                return c < 0x80 && !char.IsAsciiLetterOrDigit(c);
        }
    }

    /// <summary>Writes one code point so that .NET takes it literally, as one unit.</summary>
    public static void AppendLiteral(StringBuilder output, int codePoint)
    {
        if (codePoint < AstralMin)
            output.Append(CultureInfo.InvariantCulture, $"\\u{codePoint:X4}");
        else
            output.Append("(?:").Append(char.ConvertFromUtf32(codePoint)).Append(')');
    }

    /// <summary>The class for .NET, where a code point beyond the basic plane is a pair.</summary>
    public string ToNet()
    {
        var basic = new StringBuilder(_negated ? "[^" : "[");
        var isEmpty = _categories.Length == 0 && !_negated;
        foreach (var (first, last) in _ranges.Where(range => range.First < AstralMin))
        {
            isEmpty = false;
            basic.Append(CultureInfo.InvariantCulture, $"\\u{first:X4}-\\u{Math.Min(last, 0xFFFF):X4}");
        }

        basic.Append(_categories).Append(_negated ? @"\uD800-\uDFFF]" : "]");
        var pairs = string.Concat(Astral().Select(range => "|" + Pairs(range.First, range.Last)));
        return $"(?:{(isEmpty ? @"[^\u0000-\uFFFF]" : basic)}{pairs})";
    }

    private bool AddItem(string pattern, ref int i)
    {
        if (pattern.AsSpan(i).StartsWith("[:"))
        {
            var end = pattern.IndexOf(":]", i, StringComparison.Ordinal);
            if (end > 0 && !AddPosix(pattern[(i + 2)..end]))
                return false;
            if (end > 0)
            {
                i = end + 2;
                return true;
            }
        }

        if (pattern[i] == '\\' && i + 1 < pattern.Length)
        {
            var kind = pattern[i + 1];
            if (kind is 'p' or 'P')
            {
                var ok = AddCategory(pattern, i, out var length);
                i += length;
                return ok;
            }

            if (kind is 'd' or 's' or 'w' or 'D' or 'S' or 'W')
            {
                i += 2;
                return AddShort(kind, complement: char.IsAsciiLetterUpper(kind));
            }
        }

        if (!TryCharacter(pattern, ref i, out var first))
            return false;
        var last = first;
        if (i + 1 < pattern.Length && pattern[i] == '-' && pattern[i + 1] != ']')
        {
            i++;
            if (!TryCharacter(pattern, ref i, out last) || last < first)
                return false;
        }

        _ranges.Add((first, last));
        return true;
    }

    private bool AddPosix(string name)
    {
        var complement = name.StartsWith('^');
        if (!Posix.TryGetValue(complement ? name[1..] : name, out var bounds))
            return false;
        AddBounds(bounds, complement);
        return true;
    }

    private bool AddShort(char kind, bool complement = false)
    {
        var bounds = char.ToLowerInvariant(kind) switch { 'd' => "09", 'w' => "09AZ__az", 's' => "\t\n\f\r  ", _ => null };
        if (bounds is not null)
            AddBounds(bounds, complement);
        return bounds is not null;
    }

    private void AddBounds(string bounds, bool complement)
    {
        var pairs = Enumerable.Range(0, bounds.Length / 2).Select(i => ((int)bounds[2 * i], (int)bounds[(2 * i) + 1]));
        _ranges.AddRange(complement ? Complement(pairs, 0, CodePointMax) : pairs);
    }

    private bool AddCategory(string pattern, int at, out int length)
    {
        length = 3;
        if (at + 2 >= pattern.Length)
            return false;
        var name = pattern[at + 2].ToString();
        if (name == "{")
        {
            var end = pattern.IndexOf('}', at);
            if (end < 0)
                return false;
            name = pattern[(at + 3)..end];
            length = end + 1 - at;
        }

        var negated = (pattern[at + 1] == 'P') ^ name.StartsWith('^');
        _categories.Append(negated ? @"\P{" : @"\p{").Append(name.TrimStart('^')).Append('}');
        return name.Length > 0;
    }

    private IEnumerable<(int First, int Last)> Astral()
    {
        var own = _ranges.Where(range => range.Last >= AstralMin).Select(range => (Math.Max(range.First, AstralMin), range.Last));
        return _negated ? Complement(own, AstralMin, CodePointMax) : own;
    }

    private static IEnumerable<(int First, int Last)> Complement(IEnumerable<(int First, int Last)> ranges, int min, int max)
    {
        var next = min;
        foreach (var (first, last) in ranges.OrderBy(range => range.First))
        {
            if (first > next)
                yield return (next, first - 1);
            next = Math.Max(next, last + 1);
        }

        if (next <= max)
            yield return (next, max);
    }

    private static string Pairs(int first, int last)
    {
        var (low, high) = (char.ConvertFromUtf32(first), char.ConvertFromUtf32(last));
        if (low[0] == high[0])
            return Pair(low[0], low[0], low[1], high[1]);
        var parts = new List<string> { Pair(low[0], low[0], low[1], '\uDFFF'), Pair(high[0], high[0], '\uDC00', high[1]) };
        if (high[0] - low[0] > 1)
            parts.Add(Pair((char)(low[0] + 1), (char)(high[0] - 1), '\uDC00', '\uDFFF'));
        return string.Join('|', parts);
    }

    private static string Pair(char highFirst, char highLast, char lowFirst, char lowLast) => string.Create(
        CultureInfo.InvariantCulture, $"[\\u{(int)highFirst:X4}-\\u{(int)highLast:X4}][\\u{(int)lowFirst:X4}-\\u{(int)lowLast:X4}]");

    private static bool TryCharacter(string pattern, ref int i, out int codePoint)
    {
        codePoint = 0;
        if (i >= pattern.Length)
            return false;
        if (pattern[i] == '\\')
        {
            var ok = TryEscapedCodePoint(pattern, i, out codePoint, out var length);
            i += length;
            return ok;
        }

        codePoint = char.IsSurrogatePair(pattern, i) ? char.ConvertToUtf32(pattern, i) : pattern[i];
        i += codePoint >= AstralMin ? 2 : 1;
        return true;
    }

    private static bool TryHex(string pattern, int at, out int codePoint, ref int length)
    {
        codePoint = 0;
        if (at >= pattern.Length)
            return false;
        var braced = pattern[at] == '{';
        var end = braced ? pattern.IndexOf('}', at) : at + 2;
        if (end < 0 || end > pattern.Length)
            return false;
        var digits = pattern.AsSpan(braced ? at + 1 : at, end - (braced ? at + 1 : at));
        length = end + (braced ? 1 : 0) - (at - 2);
        return digits.Length is > 0 and <= 6
            && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out codePoint)
            && codePoint is <= CodePointMax and not (>= 0xD800 and <= 0xDFFF);
    }
}
