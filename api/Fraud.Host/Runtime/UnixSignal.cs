namespace Fraud.Host.Runtime;

/// <summary>The signals that the runtime sends to its children. Values are Linux's.</summary>
public enum UnixSignal
{
    /// <summary>SIGINT: Postgres's "fast" shutdown, which ends client sessions; its SIGTERM would wait for them.</summary>
    Interrupt = 2,

    /// <summary>SIGKILL: the process gets no chance to clean up.</summary>
    Kill = 9,

    /// <summary>SIGTERM: stop in good order.</summary>
    Terminate = 15,

    /// <summary>SIGCONT: a stopped process goes on.</summary>
    Continue = 18,

    /// <summary>SIGSTOP: the process stands still, and cannot know that it did.</summary>
    Stop = 19,
}
