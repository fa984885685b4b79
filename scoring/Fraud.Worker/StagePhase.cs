namespace Fraud.Worker;

/// <summary>What the stage's thread spends its time on, in the order of the loop.</summary>
internal enum StagePhase
{
    /// <summary>Waiting for payments and decoding them.</summary>
    Gather,

    /// <summary>Taking profile changes.</summary>
    Profiles,

    /// <summary>Loading states that are not in memory.</summary>
    Load,

    /// <summary>Re-applying what was decided before a take-over.</summary>
    Reapply,

    /// <summary>Features, rules and model.</summary>
    Decide,

    /// <summary>Producing outputs and committing the transaction.</summary>
    Commit,

    /// <summary>Encoding changed states, or waiting for the store to take them.</summary>
    Flush,
}
