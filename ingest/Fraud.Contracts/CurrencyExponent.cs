namespace Fraud.Contracts;

/// <summary>How many decimal digits a currency's minor unit stands for. Source: ISO 4217, table A.1, "minor unit".</summary>
public static class CurrencyExponent
{
    /// <summary>The exponent: 2 for most currencies, 0, 3 or 4 for the others; 2 for a code that is not in the table.</summary>
    /// <param name="currency">ISO 4217 alphabetic code, upper case.</param>
    public static int Of(string currency) => currency switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" or "RWF" or "UGX" or "UYI" or "VND" or "VUV"
            or "XAF" or "XOF" or "XPF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
        "CLF" or "UYW" => 4,
        _ => 2,
    };

    /// <summary>An amount in the currency's major unit, e.g. 12.5 for 1250 minor units of EUR.</summary>
    /// <param name="amountMinor">Amount in the minor unit.</param>
    /// <param name="currency">ISO 4217 alphabetic code, upper case.</param>
    public static double ToMajor(long amountMinor, string currency) => Of(currency) switch
    {
        2 => amountMinor / 100.0,
        0 => amountMinor,
        3 => amountMinor / 1000.0,
        _ => amountMinor / 10000.0,
    };
}
