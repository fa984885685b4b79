namespace Fraud.Scoring.Cel;

/// <summary>What a call that is a way to write a name came to.</summary>
/// <param name="Name">The name; null when something is wrong.</param>
/// <param name="Error">What is wrong; null when there is a name.</param>
internal sealed record CelShorthand(string? Name, CelError? Error);
