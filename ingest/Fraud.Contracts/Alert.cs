namespace Fraud.Contracts;

/// <summary>A decision that needs a person, with the payment as it came. Its id is the payment's id.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Payment">The payment.</param>
public sealed record Alert(Decision Decision, Payment Payment);
