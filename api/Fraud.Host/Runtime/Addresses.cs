namespace Fraud.Host.Runtime;

/// <summary>Where the three servers are that every role uses.</summary>
/// <param name="Kafka">Bootstrap servers of the log: <c>host:port[,host:port]</c>.</param>
/// <param name="Redis">StackExchange.Redis configuration: <c>host:port[,option=value]</c>.</param>
/// <param name="Postgres">Npgsql connection string: <c>Host=…;Database=…</c>.</param>
public sealed record Addresses(string Kafka, string Redis, string Postgres);
