namespace Fraud.Scoring.Models;

/// <summary>The engines of this build, the preferred one first.</summary>
/// <param name="trainers">All of them, available or not, in order of preference.</param>
public sealed class TrainerCatalogue(IReadOnlyList<IModelTrainer> trainers)
{
    /// <summary>Names of all engines, in order of preference.</summary>
    public IEnumerable<string> Engines => trainers.Select(t => t.Engine);

    /// <summary>The engine to use.</summary>
    /// <param name="engine">Its name; null for the first that is available.</param>
    /// <exception cref="InvalidOperationException">There is none of that name, or none that can run; says why and what to do.</exception>
    public IModelTrainer Pick(string? engine)
    {
        if (engine is null)
            return trainers.FirstOrDefault(t => t.IsAvailable(out _))
                ?? throw new InvalidOperationException($"No model engine is available. {string.Join(" ", trainers.Select(Reason))}");

        var named = trainers.FirstOrDefault(t => t.Engine.Equals(engine, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidOperationException($"There is no model engine named {engine}; there are {string.Join(", ", Engines)}.");
        return named.IsAvailable(out _) ? named : throw new InvalidOperationException($"Engine {Reason(named)}");
    }

    private static string Reason(IModelTrainer trainer) => trainer.IsAvailable(out var why) ? "" : $"{trainer.Engine}: {why}";
}
