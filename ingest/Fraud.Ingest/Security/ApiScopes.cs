namespace Fraud.Ingest.Security;

/// <summary>What an API key may do. Each name is also the authorization policy an endpoint asks for; <see cref="Admin"/> includes all.</summary>
public static class ApiScopes
{
    /// <summary>Post payments and be told their decisions.</summary>
    public const string PaymentsWrite = "payments:write";

    /// <summary>Read decisions.</summary>
    public const string DecisionsRead = "decisions:read";

    /// <summary>Read alerts and cases and follow them live.</summary>
    public const string AlertsRead = "alerts:read";

    /// <summary>Work alerts: assign, comment, decide, label.</summary>
    public const string AlertsWrite = "alerts:write";

    /// <summary>Everything, keys included.</summary>
    public const string Admin = "admin";

    /// <summary>Every scope.</summary>
    public static IReadOnlyList<string> All { get; } = [PaymentsWrite, DecisionsRead, AlertsRead, AlertsWrite, Admin];
}
