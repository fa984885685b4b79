using System.Globalization;
using Fraud.Contracts;

namespace Fraud.Benchmarks.Traffic;

/// <summary>
/// Payments of many accounts as they come on an ordinary day: three a day for each account, one card each, a few favoured merchants, one or
/// two devices, now and then a place abroad or something odd. The same seed gives the same payments. For one thread.
/// </summary>
internal sealed class CardTraffic
{
    /// <summary>Payments of one account on an average day.</summary>
    public const int PerDay = 3;

    private const int AccountsPerMerchant = 5;
    private const int TerminalsPerMerchant = 2;
    private const int FavouritesPerAccount = 12;
    private static readonly string[] Countries = ["DE", "FR", "NL", "AT", "IT", "ES", "PL", "US"];
    private static readonly string[] Mccs = ["5411", "5812", "5541", "5311", "5999", "4111", "5732", "7995", "6051", "5912"];
    private static readonly string[] EntryModes = ["contactless", "chip", "contactless", "chip", "magstripe", "manual"];
    private readonly double[] _latitudes;
    private readonly Random _random;
    private readonly int _accounts;
    private readonly int _merchants;
    private double _clockMs;
    private long _serial;

    public CardTraffic(int accounts, int seed = 1, long startMs = 1_767_225_600_000)
    {
        _accounts = accounts;
        _merchants = Math.Max(50, accounts / AccountsPerMerchant);
        _random = new Random(seed);
        _clockMs = startMs;
        _latitudes = [.. Enumerable.Range(0, accounts).Select(_ => 47 + (_random.NextDouble() * 7))];
    }

    /// <summary>Payments made; the last one's id ends in it.</summary>
    public long Made => _serial;

    /// <summary>Makes the next payment.</summary>
    public Payment Next()
    {
        _clockMs += -Math.Log(1 - _random.NextDouble()) * 86_400_000.0 / PerDay / _accounts;
        var account = _random.Next(_accounts);
        var merchant = Merchant(account);
        var remote = _random.Next(4) == 0;
        var abroad = _random.Next(60) == 0;
        var country = abroad ? _random.Next(1, Countries.Length) : 0;
        return new Payment
        {
            PaymentId = Id("pay-", ++_serial, 10),
            AccountId = Id("acc-", account, 7),
            CardId = Id("card-", account, 7),
            MerchantId = Id("mer-", merchant, 6),
            TerminalId = remote ? null : Id("ter-", (merchant * TerminalsPerMerchant) + _random.Next(TerminalsPerMerchant), 6),
            Mcc = Mccs[merchant % Mccs.Length],
            AmountMinor = Amount(),
            Currency = "EUR",
            EventTimeMs = (long)_clockMs,
            Channel = remote ? "ecommerce" : "pos",
            EntryMode = remote ? "ecommerce" : EntryModes[_random.Next(EntryModes.Length)],
            Country = Countries[country],
            Ip = remote ? Address(account) : null,
            DeviceId = remote ? Id("dev-", (account * 2) + (_random.Next(10) == 0 ? 1 : 0), 7) : null,
            Latitude = Math.Round(_latitudes[account] + (merchant % 17 * 0.01) + country, 4),
            Longitude = Math.Round(8 + (account % 400 * 0.01) + (merchant % 13 * 0.01) + (country * 3), 4),
        };
    }

    /// <summary>Mostly one of the account's own, the first ones most; else anywhere, large merchants most.</summary>
    private int Merchant(int account)
    {
        if (_random.Next(5) == 0)
            return (int)(_merchants * Math.Pow(_random.NextDouble(), 3));
        var favourite = (int)(FavouritesPerAccount * Math.Pow(_random.NextDouble(), 2));
        return (int)((((ulong)account * 2_654_435_761UL) + ((ulong)favourite * 40_503UL)) % (ulong)_merchants);
    }

    private long Amount() => _random.Next(50) switch
    {
        0 => _random.Next(50_000, 400_000),
        1 or 2 => _random.Next(50, 200),
        _ => (long)(300 * Math.Exp(_random.NextDouble() * 3.5)),
    };

    private static string Address(int account) => string.Create(
        CultureInfo.InvariantCulture, $"10.{account >> 16 & 255}.{account >> 8 & 255}.{account & 255}");

    private static string Id(string prefix, long number, int digits) => prefix + number.ToString($"D{digits}", CultureInfo.InvariantCulture);
}
