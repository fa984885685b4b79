using Fraud.Scoring.Models;
using Fraud.Scoring.Policies;

namespace Fraud.Worker;

/// <summary>The policy that is live. A batch reads it once, so a swap takes effect between two batches.</summary>
/// <param name="policy">The policy to start with.</param>
/// <param name="model">The model that policies are bound to; null for that of <paramref name="policy"/>.</param>
public sealed class PolicySource(CompiledPolicy policy, IRiskModel? model = null)
{
    private CompiledPolicy _current = policy;

    /// <summary>The live policy.</summary>
    public CompiledPolicy Current => Volatile.Read(ref _current);

    /// <summary>The model that policies are bound to; null for rules alone.</summary>
    public IRiskModel? Model { get; } = model ?? policy.Model;

    /// <summary>Makes another policy live.</summary>
    public void Swap(CompiledPolicy policy) => Volatile.Write(ref _current, policy);
}
