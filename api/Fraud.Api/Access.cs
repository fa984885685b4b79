namespace Fraud.Api;

/// <summary>Scopes a caller needs; each is the name of an authorization policy.</summary>
internal static class Access
{
    public const string DecisionsRead = "decisions:read";
    public const string AlertsRead = "alerts:read";
    public const string AlertsWrite = "alerts:write";
}
