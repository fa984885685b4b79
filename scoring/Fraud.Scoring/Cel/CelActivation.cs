namespace Fraud.Scoring.Cel;

/// <summary>Values for the names of <see cref="CelBindings"/>.</summary>
public sealed class CelActivation
{
    private readonly CelValue[] _slots;

    internal CelActivation(CelValue[] slots) => _slots = slots;

    /// <summary>The value in a slot.</summary>
    internal CelValue Get(int slot) => _slots[slot];
}
