using Fraud.Simulator.Geography;

namespace Fraud.Simulator.Holders;

/// <summary>A journey away from home, in Unix milliseconds: no card is used on the way.</summary>
/// <param name="To">Where they stay.</param>
/// <param name="LeavesMs">Leaves home.</param>
/// <param name="ArrivesMs">Arrives.</param>
/// <param name="ReturnsMs">Leaves for home.</param>
/// <param name="HomeMs">Is at home again.</param>
internal sealed record Trip(City To, long LeavesMs, long ArrivesMs, long ReturnsMs, long HomeMs)
{
    /// <summary>The city at a time; null on the way.</summary>
    public City? At(long timeMs, City home) =>
        timeMs < LeavesMs || timeMs >= HomeMs ? home : timeMs >= ArrivesMs && timeMs < ReturnsMs ? To : null;
}
