namespace Fraud.Api.Alerts;

/// <summary>A feature of one payment beside what is typical of approved payments.</summary>
/// <param name="Name">Name in the catalogue.</param>
/// <param name="Unit">Unit; empty for a plain number.</param>
/// <param name="Entity">Whom it describes: account, card, merchant …</param>
/// <param name="Definition">What it is, in a sentence.</param>
/// <param name="Value">Its value; null is "not enough history".</param>
/// <param name="Typical">The middle of approved payments; null while too few were seen.</param>
public sealed record FeatureReading(string Name, string Unit, string Entity, string Definition, double? Value, TypicalRange? Typical);
