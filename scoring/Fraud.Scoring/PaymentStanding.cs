namespace Fraud.Scoring;

/// <summary>What is known of a payment while the state store is away.</summary>
public enum PaymentStanding
{
    /// <summary>All its states are in memory: it is decided as ever.</summary>
    Known,

    /// <summary>It was decided before.</summary>
    Repeated,

    /// <summary>It is new, and some of its states cannot be had: it is decided without features.</summary>
    Unknown,
}
