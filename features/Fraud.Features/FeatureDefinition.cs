namespace Fraud.Features;

/// <summary>One entry of the catalogue.</summary>
/// <param name="Name">Name in rules and models: <c>entity.snake_case</c>.</param>
/// <param name="Type">How its value is to be read.</param>
/// <param name="Unit">Unit of the value, e.g. <c>minor units</c>, <c>km/h</c>; empty where there is none.</param>
/// <param name="Entity">Entity whose state it is read from; null when it comes from the payment or the profile alone.</param>
/// <param name="Definition">What it says, in one sentence for an analyst.</param>
public sealed record FeatureDefinition(string Name, FeatureType Type, string Unit, EntityKind? Entity, string Definition);
