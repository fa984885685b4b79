namespace Fraud.Worker;

/// <summary>What the stage's threads spend their time on, in the order of the loop.</summary>
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

    /// <summary>Reading features and applying payments.</summary>
    Prepare,

    /// <summary>Waiting for the batch before to be decided and committed.</summary>
    Wait,

    /// <summary>Rules and model; on the side thread.</summary>
    Decide,

    /// <summary>Producing outputs and committing the transaction; on the side thread.</summary>
    Commit,

    /// <summary>Encoding changed states, or waiting for the store to take them.</summary>
    Flush,
}
