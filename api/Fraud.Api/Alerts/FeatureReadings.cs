using Fraud.Contracts;
using Fraud.Features;

namespace Fraud.Api.Alerts;

/// <summary>Puts names and what is typical beside the numbers of a feature vector.</summary>
internal static class FeatureReadings
{
    /// <summary>The readings of a decision, in the order of the vector; empty when another catalogue made the vector, whose names are not known here.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="catalogue">The catalogue of this version.</param>
    /// <param name="typical">Typical ranges by column; may be shorter than the vector.</param>
    public static IReadOnlyList<FeatureReading> Of(Decision decision, FeatureCatalogue catalogue, IReadOnlyList<TypicalRange?> typical)
    {
        if (decision.FeatureSet != catalogue.Digest || decision.Features.Length != catalogue.Count) return [];
        return
        [
            .. catalogue.Features.Select((feature, i) => new FeatureReading(
                feature.Name,
                feature.Unit,
                feature.Entity is { } entity ? entity.ToString().ToLowerInvariant() : "payment",
                feature.Definition,
                double.IsNaN(decision.Features[i]) ? null : decision.Features[i],
                i < typical.Count ? typical[i] : null)),
        ];
    }
}
