using System.Globalization;

namespace Fraud.Scoring.Cel.Syntax;

/// <summary>Turns number tokens into values.</summary>
internal static class CelNumberLiteral
{
    /// <exception cref="CelSyntaxException">The number does not fit its type.</exception>
    public static CelLiteral Read(CelToken token, bool negative)
    {
        if (token.Kind == CelTokenKind.Double)
        {
            var number = double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
            if (double.IsInfinity(number))
                throw new CelSyntaxException(token.Position, $"{token.Text} does not fit a double");
            return new CelLiteral(token.Position, CelValue.Of(negative ? -number : number));
        }

        var digits = token.Text.AsSpan().TrimEnd("uU");
        var isHex = digits.StartsWith("0x");
        var fits = ulong.TryParse(
            isHex ? digits[2..] : digits,
            isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var magnitude);
        if (fits && token.Kind == CelTokenKind.Uint)
            return new CelLiteral(token.Position, CelValue.Of(magnitude));
        if (!fits || magnitude > (negative ? 1UL << 63 : long.MaxValue))
            throw new CelSyntaxException(token.Position, $"{(negative ? "-" : "")}{token.Text} does not fit 64 bits");
        return new CelLiteral(token.Position, CelValue.Of(negative ? unchecked((long)(0 - magnitude)) : (long)magnitude));
    }
}
