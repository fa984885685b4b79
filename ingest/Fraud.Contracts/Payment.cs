using System.Text.Json;

namespace Fraud.Contracts;

/// <summary>The thing being judged: one authorisation request as it happened. Immutable.</summary>
public sealed record Payment
{
    /// <summary>Unique within the account; a retry carries the same id.</summary>
    public required string PaymentId { get; init; }

    /// <summary>The paying account; the key of the record.</summary>
    public required string AccountId { get; init; }

    /// <summary>Token of the card, never a card number.</summary>
    public string? CardId { get; init; }

    /// <summary>The accepting merchant.</summary>
    public string? MerchantId { get; init; }

    /// <summary>The accepting terminal.</summary>
    public string? TerminalId { get; init; }

    /// <summary>Merchant category code, ISO 18245, four digits; or a category name where the source has no code.</summary>
    public string? Mcc { get; init; }

    /// <summary>Amount in the currency's minor unit, ≥ 0.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>ISO 4217 alphabetic code.</summary>
    public required string Currency { get; init; }

    /// <summary>When it happened: milliseconds since 1970-01-01T00:00:00Z. RFC 3339 in JSON; finer digits are cut.</summary>
    public required long EventTimeMs { get; init; }

    /// <summary>How it was started: <c>pos</c>, <c>ecommerce</c>, <c>atm</c>, <c>moto</c>, <c>transfer</c>.</summary>
    public string? Channel { get; init; }

    /// <summary>How the card was read: <c>chip</c>, <c>contactless</c>, <c>magstripe</c>, <c>manual</c>, <c>ecommerce</c>.</summary>
    public string? EntryMode { get; init; }

    /// <summary>Where it was accepted, ISO 3166 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>The payer's address on the internet.</summary>
    public string? Ip { get; init; }

    /// <summary>The payer's device.</summary>
    public string? DeviceId { get; init; }

    /// <summary>Degrees north, −90 to 90.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees east, −180 to 180.</summary>
    public double? Longitude { get; init; }

    /// <summary>Fields this version does not know, kept as they came and visible to rules; null when there are none.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Extra { get; init; }
}
