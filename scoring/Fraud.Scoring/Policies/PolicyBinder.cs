using Fraud.Contracts;
using Fraud.Features;
using Fraud.Scoring.Models;

namespace Fraud.Scoring.Policies;

/// <summary>
/// Brings policies together with the model this process has. A model is named by its content, so that the digest of a policy proves the model as
/// well as the rules.
/// </summary>
/// <param name="model">The model; null for rules alone.</param>
public sealed class PolicyBinder(IRiskModel? model)
{
    /// <summary>Id of the model; null for none.</summary>
    public string? ModelId => model?.Id;

    /// <summary>Compiles a checked policy with the model.</summary>
    public CompiledPolicy Bind(Policy policy) => policy.Model is null || model is null
        ? CompiledPolicy.Compile(policy, FeatureCatalogue.Default, model: null)
        : CompiledPolicy.Compile(policy.WithBundle(model.Id), FeatureCatalogue.Default, model);

    /// <summary>Checks and compiles a published version.</summary>
    /// <exception cref="PolicyException">It does not check here, or it is bound to another model; the message says what to do.</exception>
    public CompiledPolicy Open(PolicyVersion version)
    {
        if (PolicyChecker.TryCheck(version.Source, FeatureCatalogue.Default, out var errors) is not { } policy)
            throw new PolicyException($"{version.Name} version {version.Number}, digest {version.Digest}, does not check in this program: {errors[0]}");
        var bound = Bind(policy);
        if (bound.Digest == version.Digest)
            return bound;
        throw new PolicyException(
            $"{version.Name} version {version.Number}, digest {version.Digest}, uses {Named(version.Model)}, and this instance has {Named(policy.Model is null ? null : ModelId)}: name the bundle with --model.");
    }

    private static string Named(string? id) => id is null ? "no model" : $"model {id}";
}
