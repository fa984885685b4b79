using Fraud.Contracts;
using Fraud.Features;
using Fraud.Scoring;

namespace Fraud.Worker;

/// <summary>One batch on its way through the stage, with room that is used again: the input, its feature rows, its decisions.</summary>
internal sealed class StageBatch
{
    public InputBatch Input { get; } = new();

    public FeatureBatch Features { get; } = new(FeatureCatalogue.Default);

    public List<Decision?> Decisions { get; } = [];

    public void Clear()
    {
        Input.Clear();
        Decisions.Clear();
    }
}
