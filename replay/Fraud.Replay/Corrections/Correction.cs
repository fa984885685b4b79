using Fraud.Contracts;

namespace Fraud.Replay.Corrections;

/// <summary>A decision that takes the place of another.</summary>
/// <param name="Decision">The new one.</param>
/// <param name="Superseded">The one in force until now.</param>
/// <param name="Payment">The payment of both.</param>
internal sealed record Correction(Decision Decision, Decision Superseded, Payment Payment);
