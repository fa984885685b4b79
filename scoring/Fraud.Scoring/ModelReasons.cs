using Fraud.Contracts;
using Fraud.Features;
using Fraud.Scoring.Policies;

namespace Fraud.Scoring;

/// <summary>
/// Turns the features that pushed the model's probability up most into reasons. The score points that the model gave are shared among
/// them by their part of all upward contributions.
/// </summary>
/// <param name="catalogue">Names and definitions of the features.</param>
internal sealed class ModelReasons(FeatureCatalogue catalogue)
{
    private const int ReasonsMax = 3;

    /// <summary>Contributions below this share of all upward ones are noise to a reader.</summary>
    private const double ShareMin = 0.1;

    private readonly Reason[] _templates = [.. catalogue.Features.Select(Template)];
    private readonly double[] _contributions = new double[catalogue.Count];

    /// <summary>The reasons of the rules followed by up to three of the model.</summary>
    public IReadOnlyList<Reason> Append(IReadOnlyList<Reason> reasons, CompiledPolicy policy, ReadOnlySpan<double> vector, double probability)
    {
        var points = policy.ModelPoints(probability);
        if (points <= 0)
            return reasons;
        policy.Model!.Explain(vector, _contributions);
        double upward = 0;
        foreach (var contribution in _contributions)
            upward += Math.Max(0, contribution);
        var all = new List<Reason>(reasons);
        for (var i = 0; i < ReasonsMax; i++)
        {
            var heaviest = Heaviest();
            var share = _contributions[heaviest] / upward;
            if (!(share >= ShareMin))
                break;
            all.Add(_templates[heaviest] with { Points = (int)Math.Round(points * share, MidpointRounding.AwayFromZero) });
            _contributions[heaviest] = 0;
        }

        return all;
    }

    private int Heaviest()
    {
        var heaviest = 0;
        for (var i = 1; i < _contributions.Length; i++)
        {
            if (_contributions[i] > _contributions[heaviest])
                heaviest = i;
        }

        return heaviest;
    }

    private static Reason Template(FeatureDefinition feature) => new(
        "MODEL_" + feature.Name.Replace('.', '_').ToUpperInvariant(), $"Unusual for the model: {feature.Definition}", Rule: null, Points: 0);
}
