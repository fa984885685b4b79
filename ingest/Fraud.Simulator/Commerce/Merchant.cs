using Fraud.Simulator.Geography;

namespace Fraud.Simulator.Commerce;

/// <summary>A merchant: at a place with terminals, or online.</summary>
/// <param name="Id">Merchant id.</param>
/// <param name="Category">What it sells.</param>
/// <param name="Country">ISO 3166 alpha-2.</param>
/// <param name="City">Where it is; null online.</param>
/// <param name="Terminals">Its terminals; empty online.</param>
/// <param name="Opens">First local hour open.</param>
/// <param name="Closes">First local hour closed.</param>
/// <param name="Price">How dear it is: a factor on the category's amounts.</param>
internal sealed record Merchant(
    string Id, Category Category, string Country, City? City, Terminal[] Terminals, int Opens, int Closes, double Price);
