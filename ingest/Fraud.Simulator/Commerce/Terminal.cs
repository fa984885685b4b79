using Fraud.Simulator.Geography;

namespace Fraud.Simulator.Commerce;

/// <summary>A card terminal or cash machine with its place.</summary>
/// <param name="Id">Terminal id.</param>
/// <param name="City">City.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
internal sealed record Terminal(string Id, City City, double Latitude, double Longitude);
