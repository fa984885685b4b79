using System.Globalization;
using System.Text;

namespace Fraud.Scoring.Cel;

/// <summary>Values as text: numbers as the conversion <c>string()</c> writes them, and any value for messages.</summary>
internal static class CelText
{
    /// <summary>
    /// The shortest digits that read back as the same number, with an exponent below 1e-04 and from 1e+06 on, as Go's %g, which is what
    /// cel-go writes.
    /// </summary>
    public static string Format(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "+Inf" : "-Inf";
        var (negative, digits, exponent) = Shortest(value);
        var text = new StringBuilder(negative ? "-" : "");
        if (exponent is < -4 or >= 6)
        {
            text.Append(digits[0]);
            if (digits.Length > 1)
                text.Append('.').Append(digits.AsSpan(1));
            return text.Append('e').Append(exponent < 0 ? '-' : '+').Append(CultureInfo.InvariantCulture, $"{Math.Abs(exponent):D2}").ToString();
        }

        return Plain(text, digits, exponent).ToString();
    }

    /// <summary>Seconds as a double with the suffix s, as cel-go writes them: long durations lose their last nanoseconds.</summary>
    public static string Format(CelDuration value)
    {
        var seconds = Math.DivRem(value.Nanos, CelTimestamp.NanosPerSecond, out var nanos);
        var (negative, digits, exponent) = Shortest(seconds + (nanos / (double)CelTimestamp.NanosPerSecond));
        return Plain(new StringBuilder(negative ? "-" : ""), digits, exponent).Append('s').ToString();
    }

    /// <summary>Any value as CEL source would show it.</summary>
    public static string Display(CelValue value) => value.Kind switch
    {
        CelKind.Failure => value.Failure.ToString(),
        CelKind.Null => "null",
        CelKind.Bool => value.Bool ? "true" : "false",
        CelKind.Int => value.Int.ToString(CultureInfo.InvariantCulture),
        CelKind.Uint => value.Uint.ToString(CultureInfo.InvariantCulture) + "u",
        CelKind.Double => WithPoint(Format(value.Double)),
        CelKind.String => $"\"{value.String}\"",
        CelKind.Bytes => $"b\"{string.Concat(value.Bytes.Select(octet => $"\\x{octet:x2}"))}\"",
        CelKind.List => $"[{string.Join(", ", value.List.Values.ToArray().Select(Display))}]",
        CelKind.Map => $"{{{string.Join(", ", value.Map.Entries.Select(entry => $"{Display(entry.Key)}: {Display(entry.Value)}"))}}}",
        CelKind.Timestamp => $"timestamp(\"{CelTimeText.Format(value.Timestamp)}\")",
        CelKind.Duration => $"duration(\"{CelTimeText.Format(value.Duration)}\")",
        CelKind.Type => value.Type.RuntimeName,
        _ => "",
    };

    // Tells a double from an int.
    private static string WithPoint(string number) => number.AsSpan().IndexOfAny(".eIN") < 0 ? number + ".0" : number;

    private static StringBuilder Plain(StringBuilder text, string digits, int exponent)
    {
        if (exponent < 0)
            return text.Append("0.").Append('0', -exponent - 1).Append(digits);
        var whole = exponent + 1;
        return digits.Length <= whole
            ? text.Append(digits).Append('0', whole - digits.Length)
            : text.Append(digits.AsSpan(0, whole)).Append('.').Append(digits.AsSpan(whole));
    }

    private static (bool Negative, string Digits, int Exponent) Shortest(double value)
    {
        var negative = double.IsNegative(value);
        // "R" gives the shortest digits, plain or with an exponent; the decimal exponent is that of the first digit that is not zero.
        var text = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = mark < 0 ? text : text[..mark];
        var exponent = mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? mantissa.Length : point;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var leadingZeros = digits.Length - digits.TrimStart('0').Length;
        digits = digits.Trim('0');
        return digits.Length == 0 ? (negative, "0", 0) : (negative, digits, exponent + whole - 1 - leadingZeros);
    }
}
