using Fraud.Features;
using Fraud.Scoring.Models;
using Fraud.Scoring.Policies;

namespace Fraud.Replay.Backtesting;

/// <summary>Brings a policy file and its model together.</summary>
public static class BacktestPolicy
{
    private const int ErrorsTold = 5;

    /// <summary>Reads, checks and compiles a policy.</summary>
    /// <param name="path">The policy file, YAML or JSON.</param>
    /// <param name="modelFolder">
    /// The model bundle it uses; null for the folder the policy names, relative to its file. Without one it decides by rules alone.
    /// </param>
    /// <param name="catalogue">The features.</param>
    /// <exception cref="InvalidDataException">The policy or the model cannot be used; says why.</exception>
    public static CompiledPolicy Load(string path, string? modelFolder, FeatureCatalogue catalogue)
    {
        var policy = PolicyChecker.TryCheck(File.ReadAllText(path), catalogue, out var errors)
            ?? throw new InvalidDataException(
                $"The policy {path} cannot be used: {string.Join("; ", errors.Take(ErrorsTold))}{(errors.Count > ErrorsTold ? "; …" : "")}");
        return CompiledPolicy.Compile(policy, catalogue, Model(policy, path, modelFolder, catalogue));
    }

    private static TreeEnsemble? Model(Policy policy, string path, string? modelFolder, FeatureCatalogue catalogue)
    {
        if (policy.Model is null)
            return null;
        if (modelFolder is null)
        {
            var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, policy.Model.Bundle);
            if (!File.Exists(Path.Combine(beside, ModelBundle.FileName)))
                return null;
            modelFolder = beside;
        }
        return ModelBundle.Load(modelFolder, [.. catalogue.Features.Select(f => f.Name)]).Model;
    }
}
