namespace Fraud.Scoring.Policies;

/// <summary>What one rule came to on one payment.</summary>
public enum RuleResult
{
    /// <summary>The condition does not hold.</summary>
    Miss = 0,

    /// <summary>The condition holds: the rule counts.</summary>
    Hit,

    /// <summary>A value the condition needs is missing, so it is neither true nor false; the rule does not count.</summary>
    NotEnoughHistory,

    /// <summary>The condition failed, e.g. by a division by zero; the rule does not count.</summary>
    Failed,

    /// <summary>The rule is disabled, or had expired at the payment's event time.</summary>
    Inactive,
}
