using Fraud.Features.Profiles;
using Fraud.Features.States;
using Fraud.Features.Windows;

namespace Fraud.Features.Families;

/// <summary>The payment against what the bank's own tables say of the account.</summary>
internal sealed class ProfileFeatures : FeatureFamily
{
    public override IReadOnlyList<FeatureDefinition> Definitions { get; } =
    [
        new("profile.known", FeatureType.Flag, "", null, "The account's row is known."),
        new("profile.country_differs", FeatureType.Flag, "", null, "The payment is made outside the account's home country."),
        new("profile.amount_to_limit", FeatureType.Number, "", null, "This amount divided by the account's spending limit."),
        new("profile.account_age_days", FeatureType.Number, "days", null, "Days since the account was opened; 0 when opened later."),
        new("profile.contact_changed_minutes", FeatureType.Number, "min", null, "Minutes since the customer's e-mail address or telephone number changed; NaN when it was never seen to."),
    ];

    public override bool IsJoined => true;

    public override void Read(PaymentScope scope, in Profile? profile, Span<double> values)
    {
        values[0] = profile is null ? 0 : 1;
        if (profile is not { } known) return;
        var payment = scope.Payment!;
        if (known.HomeCountry is { } home && payment.Country is { Length: > 0 } country)
            values[1] = string.Equals(home, country, StringComparison.OrdinalIgnoreCase) ? 0 : 1;
        if (known.SpendingLimitMinor is > 0 and var limit) values[2] = payment.AmountMinor / (double)limit;
        if (known.OpenedAtMs is { } opened) values[3] = Math.Max(0, payment.EventTimeMs - opened) / (double)Ladder.Day;
        if (known.ContactChangedAtMs is { } changed) values[4] = Math.Max(0, payment.EventTimeMs - changed) / (double)Ladder.Minute;
    }
}
