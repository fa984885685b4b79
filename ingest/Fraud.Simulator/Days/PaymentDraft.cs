using Fraud.Simulator.Commerce;
using Fraud.Simulator.Holders;

namespace Fraud.Simulator.Days;

/// <summary>A payment before it has its number in the day.</summary>
internal record struct PaymentDraft
{
    /// <summary>Event time, Unix milliseconds.</summary>
    public long TimeMs;

    /// <summary>Who pays, or is made to.</summary>
    public Holder Holder;

    /// <summary>Index into the holder's cards.</summary>
    public int Card;

    /// <summary>Who is paid.</summary>
    public Merchant Merchant;

    /// <summary>At which terminal; null online.</summary>
    public Terminal? Terminal;

    /// <summary>Minor units.</summary>
    public long AmountMinor;

    /// <summary>The contract's entry mode.</summary>
    public string EntryMode;

    /// <summary>The payer's device; null at terminals and for stored cards.</summary>
    public string? Device;

    /// <summary>The payer's address; null at terminals and for stored cards.</summary>
    public string? Address;

    /// <summary>The truth.</summary>
    public FraudKind Kind;

    /// <summary>When a fraud becomes known, Unix milliseconds; 0 for none.</summary>
    public long KnownTimeMs;
}
