namespace Fraud.Broker.Inspection;

/// <summary>How a secured broker is reached.</summary>
public sealed record LogAccess
{
    /// <summary>Whether connections use TLS. Default: no.</summary>
    public bool Tls { get; init; }

    /// <summary>Certificates in PEM that the broker's must follow from; null trusts those of the system.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Name for SASL/PLAIN; null says none.</summary>
    public string? User { get; init; }

    /// <summary>Its password.</summary>
    public string? Password { get; init; }
}
