namespace Fraud.Simulator.Days;

/// <summary>The contract's words for how a card was read.</summary>
internal static class EntryModes
{
    public const string Chip = "chip";
    public const string Contactless = "contactless";
    public const string Magstripe = "magstripe";
    public const string Manual = "manual";
    public const string Ecommerce = "ecommerce";
}
