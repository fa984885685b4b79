using System.Net.Sockets;
using Confluent.Kafka;
using Fraud.Features.Redis;
using Fraud.Features.Redis.Savepoints;
using Fraud.Host.Runtime;
using Fraud.Ingest.Cdc;
using Fraud.Scoring.Policies;
using Fraud.Worker;
using Npgsql;
using StackExchange.Redis;

namespace Fraud.Host.Commands;

/// <summary>Tells faults of the surroundings, which a person can mend, from bugs.</summary>
internal static class Faults
{
    /// <summary>The sentence for a person, or null when the exception is a bug.</summary>
    public static string? Describe(Exception e) => e switch
    {
        OperatingFaultException or SavepointException or StateStoreException or StageException => e.Message,
        AggregateException { InnerExceptions.Count: 1 } => Describe(e.InnerException!),
        KafkaException kafka => $"The log cannot be used: {kafka.Error.Reason}. Check --kafka with fraud doctor.",
        PostgresException postgres => $"Postgres refuses: {postgres.MessageText} ({postgres.SqlState}).",
        NpgsqlException => $"Postgres cannot be reached: {e.Message}. Check --postgres with fraud doctor.",
        RedisException => $"Redis cannot be reached: {e.Message}. Check --redis with fraud doctor.",
        FileNotFoundException { FileName: { } file } => $"There is no file {file}.",
        DllNotFoundException or IOException or UnauthorizedAccessException or HttpRequestException or SocketException or TimeoutException
            or InvalidDataException or FormatException or PolicyException or CdcException => e.Message,
        _ => null,
    };
}
