namespace Fraud.Host.Runtime;

/// <summary>A running instance and the addresses at which its parts are reached.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="StartTicks">When that process started (<see cref="RunningProcess.StartTicks"/>), to tell it from a later one of the same id.</param>
/// <param name="Roles">The roles it runs.</param>
/// <param name="Kafka">Bootstrap servers of its log.</param>
/// <param name="Redis">StackExchange.Redis configuration of its Redis.</param>
/// <param name="Postgres">Npgsql connection string of its Postgres.</param>
/// <param name="Http">Base address of its HTTP server, without a trailing slash.</param>
/// <param name="KafkaConfig">File of the client properties its log is reached with; null without any.</param>
public sealed record RuntimeInstance(
    int ProcessId, long StartTicks, IReadOnlyList<string> Roles, string Kafka, string Redis, string Postgres, string? Http, string? KafkaConfig = null)
{
    /// <summary>True while that very process is there.</summary>
    public bool IsRunning => RunningProcess.StartTicks(ProcessId) == StartTicks;
}
