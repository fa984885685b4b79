using Fraud.Contracts;

namespace Fraud.Simulator;

/// <summary>A fraud becomes known.</summary>
/// <param name="Label">What becomes known; its known time is the event's.</param>
public sealed record SimulatedLabel(Label Label) : SimulatedEvent(Label.KnownTimeMs);
