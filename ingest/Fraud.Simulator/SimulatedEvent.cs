namespace Fraud.Simulator;

/// <summary>Something that happens in the simulated world.</summary>
/// <param name="TimeMs">When, Unix milliseconds.</param>
public abstract record SimulatedEvent(long TimeMs);
