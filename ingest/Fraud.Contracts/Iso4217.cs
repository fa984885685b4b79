namespace Fraud.Contracts;

/// <summary>Currencies in use, ISO 4217 list one, without metals, fund units of account and test codes.</summary>
public static class Iso4217
{
    private const string ZeroDigits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    private const string ThreeDigits = "BHD IQD JOD KWD LYD OMR TND";
    private const string FourDigits = "CLF UYW";
    private const string TwoDigits =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU "
        + "CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES "
        + "KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB "
        + "PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD "
        + "TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL";

    private const int Letters = 26;
    private static readonly Entry[] Table = BuildTable();

    /// <summary>Finds a currency by its three capital letters.</summary>
    /// <param name="utf8">The code.</param>
    /// <param name="code">The one shared string for it.</param>
    /// <returns>False when no currency in use has this code.</returns>
    public static bool TryGet(ReadOnlySpan<byte> utf8, out string code)
    {
        code = utf8.Length == 3 && Index(utf8[0], utf8[1], utf8[2]) is var index and >= 0 ? Table[index].Code! : null!;
        return code is not null;
    }

    /// <summary>Digits after the decimal point that its minor unit stands for, 0 to 4; −1 for an unknown currency.</summary>
    public static int MinorDigits(string currency)
    {
        ArgumentNullException.ThrowIfNull(currency);
        var index = currency.Length == 3 ? Index(currency[0], currency[1], currency[2]) : -1;
        return index >= 0 && Table[index].Code is not null ? Table[index].Digits : -1;
    }

    private static int Index(int a, int b, int c)
    {
        a -= 'A';
        b -= 'A';
        c -= 'A';
        return (uint)a < Letters && (uint)b < Letters && (uint)c < Letters ? (a * Letters + b) * Letters + c : -1;
    }

    private static Entry[] BuildTable()
    {
        var table = new Entry[Letters * Letters * Letters];
        foreach (var (codes, digits) in new[] { (ZeroDigits, 0), (TwoDigits, 2), (ThreeDigits, 3), (FourDigits, 4) })
        {
            foreach (var code in codes.Split(' '))
                table[Index(code[0], code[1], code[2])] = new Entry(code, digits);
        }

        return table;
    }

    private readonly record struct Entry(string? Code, int Digits);
}
