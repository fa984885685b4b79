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

    /// <summary>A worker's connections to the log are reset for a moment, and so are new ones.</summary>
    CutLog,

    /// <summary>Nothing passes between a worker and the log, at times for longer than its session lasts; then all of it arrives.</summary>
    SilenceLog,

    /// <summary>What passes between a worker and the log arrives late.</summary>
    DelayLog,

    /// <summary>SIGKILL to Redis, whose append-only file then loses its end.</summary>
    KillRedis,

    /// <summary>SIGTERM to Redis, which starts again at once.</summary>
    RestartRedis,

    /// <summary>SIGSTOP to Redis, at times for longer than a call to it may take: whether it took a write is then not known.</summary>
    PauseRedis,

    /// <summary>A worker's connections to Redis are reset for a moment, and so are new ones.</summary>
    CutRedis,

    /// <summary>Nothing passes between a worker and Redis, at times for longer than its session lasts; then all of it arrives.</summary>
    SilenceRedis,

    /// <summary>What passes between a worker and Redis arrives late.</summary>
    DelayRedis,

    /// <summary>SIGKILL to Postgres.</summary>
    KillPostgres,

    /// <summary>A fast shutdown of Postgres, which starts again at once.</summary>
    RestartPostgres,

    /// <summary>SIGSTOP to Postgres for a moment.</summary>
    PausePostgres,

    /// <summary>The projection's connections to Postgres are reset for a moment, and so are new ones.</summary>
    CutPostgres,

    /// <summary>Nothing passes between the projection and Postgres; then all of it arrives.</summary>
    SilencePostgres,

    /// <summary>SIGKILL to the process that projects decisions into Postgres.</summary>
    KillProjection,

    /// <summary>One more worker comes, takes partitions and goes.</summary>
    Rebalance,
}
