using Fraud.Simulator.Commerce;
using Fraud.Simulator.Holders;

namespace Fraud.Simulator.Days;

/// <summary>Makes payment drafts with believable amounts and entry modes.</summary>
internal static class Spending
{
    /// <summary>Above this, in minor units, terminals ask for the chip.</summary>
    private const long ContactlessLimit = 5000;

    /// <summary>The category's amount, by the merchant's prices and a factor.</summary>
    public static long Amount(ref SeededRandom random, Merchant merchant, double factor)
    {
        var category = merchant.Category;
        var amount = (long)random.LogNormal(category.Median * merchant.Price * Math.Sqrt(factor), category.Sigma);
        return category.Step == 1 ? Priced(ref random, amount) : Math.Max(category.Step, amount / category.Step * category.Step);
    }

    /// <summary>A genuine payment with the card at hand.</summary>
    public static PaymentDraft AtTerminal(ref SeededRandom random, Holder holder, Merchant merchant, long timeMs, long amountMinor)
    {
        var magstripe = merchant.Country == "US" ? 0.12 : 0.012;
        var cash = merchant.Category.Channel == Channel.Atm;
        var mode = random.Chance(magstripe) ? EntryModes.Magstripe
            : !cash && amountMinor <= ContactlessLimit && random.Chance(0.85) ? EntryModes.Contactless
            : EntryModes.Chip;
        return new PaymentDraft
        {
            TimeMs = timeMs,
            Holder = holder,
            Card = random.Chance(0.75) ? 0 : holder.Cards.Length - 1,
            Merchant = merchant,
            Terminal = random.Pick(merchant.Terminals),
            AmountMinor = amountMinor,
            EntryMode = mode,
        };
    }

    /// <summary>A payment over the internet.</summary>
    public static PaymentDraft Online(
        Holder holder, Merchant merchant, long timeMs, long amountMinor, string? device, string? address) => new()
        {
            TimeMs = timeMs,
            Holder = holder,
            Merchant = merchant,
            AmountMinor = amountMinor,
            EntryMode = EntryModes.Ecommerce,
            Device = device,
            Address = address,
        };

    /// <summary>Shops like prices that end in 99, 50 and 00.</summary>
    private static long Priced(ref SeededRandom random, long amount) => random.Unit() switch
    {
        < 0.25 => Math.Max(99, ((amount / 100) * 100) + 99),
        < 0.35 => Math.Max(50, amount / 50 * 50),
        < 0.45 => Math.Max(100, amount / 100 * 100),
        _ => Math.Max(30, amount),
    };
}
