using Fraud.Features;
using Fraud.Scoring.Cel;
using Fraud.Scoring.Cel.Checking;
using Fraud.Scoring.Cel.Syntax;

namespace Fraud.Scoring.Policies;

/// <summary>
/// Windows as syntax: <c>account.payments.last('1h').count()</c> is the feature <c>account.count_1h</c>,
/// <c>card.amount.last('24h').sum()</c> is <c>card.amount_sum_24h</c>, <c>card.merchants.last('1h').distinct()</c> is
/// <c>card.distinct_merchants_1h</c>, and <c>merchant.fraud_rate('30d')</c> is <c>merchant.fraud_rate_30d</c>.
/// </summary>
internal sealed class WindowShorthand(FeatureCatalogue catalogue)
{
    private readonly HashSet<string> _entities = [.. catalogue.Features.Select(feature => feature.Name.Split('.')[0])];

    /// <summary>The feature that a call means, or what is wrong; null when the call is no window.</summary>
    public CelShorthand? Expand(CelCall call)
    {
        if (call is { Target: CelName { Rooted: false } entity, Arguments: [CelLiteral { Value.Kind: CelKind.String } length] }
            && _entities.Contains(entity.Name))
            return Named(entity.Name, call.Function, length);
        if (call.Target is not CelCall { Function: "last", Target: CelSelect { Operand: CelName { Rooted: false } owner } measure } last
            || !_entities.Contains(owner.Name))
            return null;
        if (last.Arguments is not [CelLiteral { Value.Kind: CelKind.String } window])
            return Wrong(last.Position, "last() takes one window length as text, e.g. last('24h')", null);
        return call.Arguments.Count > 0
            ? Wrong(call.Position, $"{call.Function}() of a window takes nothing", null)
            : Named(owner.Name, Stem(measure.Field, call.Function), window);
    }

    private static string Stem(string measure, string aggregate) => (measure, aggregate) switch
    {
        ("payments", "count") => "count",
        (_, "distinct") => $"distinct_{measure}",
        (_, "avg" or "average") => $"{measure}_mean",
        _ => $"{measure}_{aggregate}",
    };

    private CelShorthand Named(string entity, string stem, CelLiteral window)
    {
        var prefix = $"{entity}.{stem}_";
        if (WindowLength.TryNormalise(window.Value.String) is not { } length)
        {
            var message = $"'{window.Value.String}' is not a window length; write minutes, hours or days, e.g. '10m', '24h', '30d'";
            return Wrong(window.Position, message, null);
        }

        if (catalogue.IndexOf(prefix + length) >= 0)
            return new CelShorthand(prefix + length, null);
        var lengths = catalogue.Features.Select(feature => feature.Name)
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && WindowLength.TryNormalise(name[prefix.Length..]) is not null)
            .Select(name => name[prefix.Length..]).ToArray();
        return lengths.Length > 0
            ? Wrong(window.Position, $"{prefix.TrimEnd('_')} has no window of {length}; it has {string.Join(", ", lengths)}", null)
            : Wrong(window.Position, $"there is no feature {prefix}{length}", NearestName.Of(prefix + length, catalogue.Features.Select(feature => feature.Name)));
    }

    private static CelShorthand Wrong(int position, string message, string? suggestion) => new(null, new CelError(position, message, suggestion));
}
