namespace Fraud.Host.Chaos;

/// <summary>What is done to the running platform.</summary>
internal enum ChaosFault
{
    /// <summary>SIGKILL to a worker.</summary>
    KillWorker,

    /// <summary>SIGTERM to a worker, which starts again at once: a rolling restart.</summary>
    RestartWorker,

    /// <summary>SIGSTOP to a worker for longer than its session lasts: its partitions move, and then it wakes up as a zombie.</summary>
    FreezeWorker,

    /// <summary>SIGSTOP to a worker for a moment.</summary>
    PauseWorker,

    /// <summary>SIGKILL to the log.</summary>
    KillLog,

    /// <summary>SIGSTOP to the log for a moment.</summary>
    PauseLog,

    /// <summary>SIGKILL to Redis, whose append-only file then loses its end.</summary>
    KillRedis,

    /// <summary>SIGSTOP to Redis for a moment.</summary>
    PauseRedis,

    /// <summary>SIGKILL to Postgres.</summary>
    KillPostgres,

    /// <summary>SIGKILL to the process that projects decisions into Postgres.</summary>
    KillProjection,

    /// <summary>One more worker comes, takes partitions and goes.</summary>
    Rebalance,
}
