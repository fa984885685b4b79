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

    /// <summary>A worker gets a tenth of its time for a while.</summary>
    SlowWorker,

    /// <summary>SIGKILL to the log.</summary>
    KillLog,

    /// <summary>SIGTERM to the log, which starts again at once.</summary>
    RestartLog,

    /// <summary>SIGSTOP to the log for a moment.</summary>
    PauseLog,

    /// <summary>The log gets a tenth of its time for a while.</summary>
    SlowLog,

    /// <summary>SIGKILL to Redis, whose append-only file then loses its end.</summary>
    KillRedis,

    /// <summary>SIGTERM to Redis, which starts again at once.</summary>
    RestartRedis,

    /// <summary>SIGSTOP to Redis, at times for longer than a call to it may take: whether it took a write is then not known.</summary>
    PauseRedis,

    /// <summary>SIGKILL to Postgres.</summary>
    KillPostgres,

    /// <summary>A fast shutdown of Postgres, which starts again at once.</summary>
    RestartPostgres,

    /// <summary>SIGSTOP to Postgres for a moment.</summary>
    PausePostgres,

    /// <summary>SIGKILL to the process that projects decisions into Postgres.</summary>
    KillProjection,

    /// <summary>One more worker comes, takes partitions and goes.</summary>
    Rebalance,
}
