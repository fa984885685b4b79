using System.Security.Claims;
using System.Text.Encodings.Web;
using Fraud.Ingest.Gateway;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fraud.Ingest.Security;

/// <summary>
/// Authenticates a request by its API key: header <c>X-Api-Key</c>, or <c>Authorization: Bearer</c>, or on some paths the
/// <c>access_token</c> query parameter.
/// </summary>
public sealed class ApiKeyAuthenticationHandler(
    IApiKeyStore keys, IOptionsMonitor<ApiKeyOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<ApiKeyOptions>(options, logger, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "ApiKey";

    /// <summary>Claim that holds one scope.</summary>
    public const string ScopeClaim = "scope";

    private const string KeyHeader = "X-Api-Key";
    private const string BearerPrefix = "Bearer ";
    private const string QueryToken = "access_token";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var text = KeyText();
        if (string.IsNullOrEmpty(text)) return Task.FromResult(AuthenticateResult.NoResult());
        if (ApiKey.IdOf(text) is not { } id || keys.Find(id) is not { } key || !key.Accepts(text))
            return Task.FromResult(AuthenticateResult.Fail("unknown or revoked API key"));

        var identity = new ClaimsIdentity(SchemeName, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, key.Id));
        identity.AddClaim(new Claim(ClaimTypes.Name, key.Name));
        foreach (var scope in key.Scopes)
            identity.AddClaim(new Claim(ScopeClaim, scope));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.Unauthorized.WriteAsync(Response);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Problem.Forbidden.WriteAsync(Response);

    private string? KeyText()
    {
        if (Request.Headers.TryGetValue(KeyHeader, out var header)) return header;
        if (Request.Headers.Authorization is [{ } bearer] && bearer.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase))
            return bearer[BearerPrefix.Length..].Trim();
        return Options.QueryTokenPaths.Any(path => Request.Path.StartsWithSegments(path)) ? Request.Query[QueryToken] : default(string);
    }
}
