using System.Security.Claims;
using Fraud.Ingest.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fraud.Api;

/// <summary><c>GET /v1/me</c>.</summary>
internal static class CallerEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/me", (ClaimsPrincipal user) => TypedResults.Ok(
                new Caller(user.Identity?.Name ?? "unknown", [.. user.FindAll(ApiKeyAuthenticationHandler.ScopeClaim).Select(claim => claim.Value)])))
            .WithName("GetCaller").WithSummary("Who the access key belongs to and what it may do")
            .RequireAuthorization();
}
