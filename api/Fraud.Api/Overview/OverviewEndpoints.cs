using Fraud.Ingest.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fraud.Api.Overview;

/// <summary><c>GET /v1/overview</c>.</summary>
internal static class OverviewEndpoints
{
    private const int MinutesDefault = 60;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/overview", async (int? minutes, OverviewFeed overviews, CancellationToken cancellationToken) =>
                OverviewWindow.IsValid(minutes ?? MinutesDefault)
                    ? Results.Ok(await overviews.CurrentAsync(minutes ?? MinutesDefault, cancellationToken).ConfigureAwait(false))
                    : Results.ValidationProblem(new Dictionary<string, string[]> { ["minutes"] = ["5, 15 or 60."] }))
            .WithName("GetOverview").WithSummary("Counters, rates and the most frequent rules and reasons")
            .Produces<OverviewSnapshot>().ProducesValidationProblem()
            .RequireAuthorization(ApiScopes.AlertsRead);
}
