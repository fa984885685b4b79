using Microsoft.AspNetCore.Authentication;

namespace Fraud.Ingest.Security;

/// <summary>Settings of the API key scheme.</summary>
public sealed class ApiKeyOptions : AuthenticationSchemeOptions
{
    /// <summary>
    /// Paths under which the key may also stand in the <c>access_token</c> query parameter, because browsers send no headers with a
    /// WebSocket. Elsewhere it may not: queries end up in logs. Default: <c>/hub</c> and <c>/hubs</c>.
    /// </summary>
    public IList<string> QueryTokenPaths { get; } = ["/hub", "/hubs"];
}
