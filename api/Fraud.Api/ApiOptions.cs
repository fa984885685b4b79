using Fraud.Api.Hub;
using Fraud.Api.Projection;

namespace Fraud.Api;

/// <summary>Where the api finds its servers, and its limits.</summary>
public sealed class ApiOptions
{
    /// <summary>Postgres connection string of the database the api owns; its schema is created and upgraded at start.</summary>
    public required string Postgres { get; init; }

    /// <summary>Brokers as <c>host:port[,host:port]</c>.</summary>
    public required string Kafka { get; init; }

    /// <summary>Whether this process may be the one that projects the log into Postgres. Any number may offer; one does. Default true.</summary>
    public bool Projects { get; init; } = true;

    /// <summary>Limits of the projection.</summary>
    public ProjectionOptions Projection { get; init; } = new();

    /// <summary>Limits of the streams to browsers.</summary>
    public AlertStreamOptions Streams { get; init; } = new();
}
