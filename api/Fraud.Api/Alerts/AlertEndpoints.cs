using Fraud.Ingest.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fraud.Api.Alerts;

/// <summary><c>GET /v1/alerts</c> and <c>GET /v1/alerts/{payment_id}</c>.</summary>
internal static class AlertEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/alerts", ListAsync)
            .WithName("ListAlerts").WithSummary("Alerts, newest first, a page at a time")
            .Produces<AlertPage>().ProducesValidationProblem()
            .RequireAuthorization(ApiScopes.AlertsRead);
        routes.MapGet("/v1/alerts/{payment_id}", FindAsync)
            .WithName("GetAlert").WithSummary("One alert with its decision, payment, features, account history and audit trail")
            .Produces<AlertDetail>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(ApiScopes.AlertsRead);
    }

    private static async Task<IResult> ListAsync([AsParameters] AlertQuery query, AlertStore alerts, CancellationToken cancellationToken) =>
        query.Validate() is { Count: > 0 } errors
            ? Results.ValidationProblem(errors)
            : Results.Ok(await alerts.ListAsync(query, cancellationToken).ConfigureAwait(false));

    private static async Task<IResult> FindAsync(
        string payment_id, string? account_id, AlertStore alerts, AlertDetailReader details, CancellationToken cancellationToken) =>
        await alerts.KeysAsync(payment_id, account_id, cancellationToken).ConfigureAwait(false) switch
        {
            [var key] when await details.ReadAsync(key, cancellationToken).ConfigureAwait(false) is { } detail => Results.Ok(detail),
            [_, _, ..] => Problems.Ambiguous(),
            _ => Problems.NotFound("There is no alert about this payment."),
        };
}
