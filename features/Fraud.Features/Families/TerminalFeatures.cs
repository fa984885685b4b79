using Fraud.Features.Profiles;
using Fraud.Features.States;

namespace Fraud.Features.Families;

/// <summary>What happens at the terminal, over all accounts.</summary>
internal sealed class TerminalFeatures : FeatureFamily
{
    private static readonly AmountWindows Amounts = new(
        EntityKind.Terminal,
        new(Aggregate.Count, Length.Hour1),
        new(Aggregate.Count, Length.Hours24),
        new(Aggregate.Mean, Length.Days7),
        new(Aggregate.RatioToMean, Length.Days7));

    private static readonly DistinctWindows Cards = new(EntityKind.Terminal, "cards", Length.Hour1, Length.Hours24);

    public override IReadOnlyList<FeatureDefinition> Definitions { get; } =
        [.. Amounts.Definitions, .. Cards.Definitions];

    public override void Read(PaymentScope scope, in Profile? profile, Span<double> values)
    {
        if (scope.Sum(EntityKind.Terminal) is not { } terminal) return;
        var payment = scope.Payment!;
        var timeMs = payment.EventTimeMs;
        Amounts.Read(terminal.Amounts, timeMs, payment.AmountMinor, values);
        values = values[Amounts.Definitions.Length..];
        Cards.Read(terminal.Cards, terminal.Span, timeMs, values);
    }
}
