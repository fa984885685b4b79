using System.Globalization;
using System.Text;

namespace Fraud.Scoring.Cel.Functions;

/// <summary>Conversions between types, which report what does not fit.</summary>
internal static class CelConversions
{
    private const double TwoToThe63 = 9223372036854775808.0;
    private const double TwoToThe64 = 18446744073709551616.0;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void AddTo(CelOverloadTable table)
    {
        table.Total<bool, bool>("bool", Same);
        table.Partial<string, bool>("bool", ToBool);
        table.Total<long, long>("int", Same);
        table.Partial<ulong, long>("int", ToInt);
        table.Partial<double, long>("int", ToInt);
        table.Partial<string, long>("int", ToInt);
        table.Total<CelTimestamp, long>("int", ToInt);
        table.Total<ulong, ulong>("uint", Same);
        table.Partial<long, ulong>("uint", ToUint);
        table.Partial<double, ulong>("uint", ToUint);
        table.Partial<string, ulong>("uint", ToUint);
        table.Total<double, double>("double", Same);
        table.Total<long, double>("double", ToDouble);
        table.Total<ulong, double>("double", ToDouble);
        table.Partial<string, double>("double", ToDouble);
        table.Total<byte[], byte[]>("bytes", Same);
        table.Total<string, byte[]>("bytes", ToOctets);
        AddToStrings(table);
        table.Total<CelTimestamp, CelTimestamp>("timestamp", Same);
        table.Partial<string, CelTimestamp>("timestamp", CelTimeText.TryParse);
        table.Partial<long, CelTimestamp>("timestamp", ToTimestamp);
        table.Total<CelDuration, CelDuration>("duration", Same);
        table.Partial<string, CelDuration>("duration", CelTimeText.TryParse);
    }

    private static void AddToStrings(CelOverloadTable table)
    {
        table.Total<string, string>("string", Same);
        table.Total<bool, string>("string", ToText);
        table.Total<long, string>("string", ToText);
        table.Total<ulong, string>("string", ToText);
        table.Total<double, string>("string", CelText.Format);
        table.Partial<byte[], string>("string", ToText);
        table.Total<CelTimestamp, string>("string", CelTimeText.Format);
        table.Total<CelDuration, string>("string", CelText.Format);
    }

    private static T Same<T>(T value) => value;

    private static CelFailure ToBool(string text, out bool value)
    {
        value = text is "1" or "t" or "T" or "true" or "TRUE" or "True";
        return value || text is "0" or "f" or "F" or "false" or "FALSE" or "False" ? CelFailure.None : CelFailure.InvalidText;
    }

    private static CelFailure ToInt(ulong number, out long value)
    {
        value = unchecked((long)number);
        return value < 0 ? CelFailure.OutOfRange : CelFailure.None;
    }

    private static CelFailure ToInt(double number, out long value)
    {
        var fits = number > -TwoToThe63 && number < TwoToThe63;
        value = fits ? (long)number : 0;
        return fits ? CelFailure.None : CelFailure.OutOfRange;
    }

    private static CelFailure ToInt(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) ? CelFailure.None : CelFailure.InvalidText;

    private static long ToInt(CelTimestamp time) => time.Seconds;

    private static CelFailure ToUint(long number, out ulong value)
    {
        value = unchecked((ulong)number);
        return number < 0 ? CelFailure.OutOfRange : CelFailure.None;
    }

    private static CelFailure ToUint(double number, out ulong value)
    {
        var fits = number >= 0 && number < TwoToThe64;
        value = fits ? (ulong)number : 0;
        return fits ? CelFailure.None : CelFailure.OutOfRange;
    }

    private static CelFailure ToUint(string text, out ulong value) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) ? CelFailure.None : CelFailure.InvalidText;

    private static double ToDouble(long number) => number;

    private static double ToDouble(ulong number) => number;

    private static CelFailure ToDouble(string text, out double value)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var word = text.AsSpan().TrimStart("+-");
        if (text.Length - word.Length <= 1 && word.Length > 0 && char.IsAsciiLetter(word[0]))
        {
            var infinity = word.Equals("inf", StringComparison.OrdinalIgnoreCase) || word.Equals("infinity", StringComparison.OrdinalIgnoreCase);
            value = !infinity ? double.NaN : text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return infinity || text.Equals("nan", StringComparison.OrdinalIgnoreCase) ? CelFailure.None : CelFailure.InvalidText;
        }

        if (!double.TryParse(text, Style, CultureInfo.InvariantCulture, out value))
            return CelFailure.InvalidText;
        return double.IsInfinity(value) ? CelFailure.OutOfRange : CelFailure.None;
    }

    private static byte[] ToOctets(string text) => Encoding.UTF8.GetBytes(text);

    private static string ToText(bool value) => value ? "true" : "false";

    private static string ToText(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string ToText(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    private static CelFailure ToText(byte[] octets, out string value)
    {
        try
        {
            value = StrictUtf8.GetString(octets);
            return CelFailure.None;
        }
        catch (DecoderFallbackException)
        {
            value = "";
            return CelFailure.InvalidText;
        }
    }

    private static CelFailure ToTimestamp(long seconds, out CelTimestamp value)
    {
        value = new CelTimestamp(seconds, 0);
        return seconds is < CelTimestamp.SecondsMin or > CelTimestamp.SecondsMax ? CelFailure.OutOfRange : CelFailure.None;
    }
}
