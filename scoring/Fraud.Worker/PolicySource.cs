using Fraud.Scoring.Policies;

namespace Fraud.Worker;

/// <summary>The policy that is live. A batch reads it once, so a swap takes effect between two batches.</summary>
/// <param name="policy">The policy to start with.</param>
public sealed class PolicySource(CompiledPolicy policy)
{
    private CompiledPolicy _current = policy;

    /// <summary>The live policy.</summary>
    public CompiledPolicy Current => Volatile.Read(ref _current);

    /// <summary>Makes another policy live.</summary>
    public void Swap(CompiledPolicy policy) => Volatile.Write(ref _current, policy);
}
