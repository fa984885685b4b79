using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fraud.Api;

/// <summary><c>GET /v1/me</c>.</summary>
internal static class CallerEndpoints
{
    private const string ScopeClaim = "scope";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/me", (ClaimsPrincipal user) => TypedResults.Ok(
                new Caller(user.Identity?.Name ?? "unknown", [.. user.FindAll(ScopeClaim).Select(claim => claim.Value)])))
            .WithName("GetCaller").WithSummary("Who the access key belongs to and what it may do")
            .RequireAuthorization();
}
