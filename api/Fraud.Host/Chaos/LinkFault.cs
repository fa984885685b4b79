namespace Fraud.Host.Chaos;

/// <summary>What is done to the network between two parts.</summary>
internal enum LinkFault
{
    /// <summary>Connections are reset, and new ones at once after they were accepted.</summary>
    Cut,

    /// <summary>Connections stay open and nothing arrives until the link heals; then what was sent meanwhile arrives, late.</summary>
    Silence,

    /// <summary>Everything arrives later.</summary>
    Delay,
}
