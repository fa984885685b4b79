namespace Fraud.Host.Chaos;

/// <summary>A fault of the product itself, planted so that the proof must fail: a checker that finds none of them checks nothing.</summary>
internal enum ChaosPlant
{
    /// <summary>A payment has a second committed decision.</summary>
    Duplicate,

    /// <summary>The group has committed past a payment that nobody decided.</summary>
    Loss,

    /// <summary>An account's state has counted a payment twice.</summary>
    DirtyState,
}
