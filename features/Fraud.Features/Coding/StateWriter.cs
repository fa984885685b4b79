using Fraud.Features.Windows;

namespace Fraud.Features.Coding;

/// <summary>What states are encoded with, one after the other: the bits, and the event times known within a state. For one thread.</summary>
internal sealed class StateWriter
{
    public BitWriter Bits { get; } = new();

    public KnownTimes Known { get; } = new();
}
