namespace Fraud.Host.Runtime;

/// <summary>A part of the platform that can run in a process of its own.</summary>
public enum Role
{
    /// <summary>Takes payments over HTTP.</summary>
    Gateway,

    /// <summary>Carries row changes of Postgres tables to the log.</summary>
    Cdc,

    /// <summary>Decides payments, exactly once.</summary>
    Worker,

    /// <summary>Projects decisions and alerts into Postgres and serves analysts.</summary>
    Api,
}
