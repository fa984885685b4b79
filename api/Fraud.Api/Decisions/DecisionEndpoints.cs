using Fraud.Ingest.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fraud.Api.Decisions;

/// <summary><c>GET /v1/decisions/{payment_id}</c>.</summary>
internal static class DecisionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/decisions/{payment_id}", FindAsync)
            .WithName("GetDecision").WithSummary("The decision about a payment, as it stands on the log")
            .Produces(StatusCodes.Status200OK, contentType: "application/json")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(ApiScopes.DecisionsRead);

    private static async Task<IResult> FindAsync(string payment_id, string? account_id, DecisionStore decisions, CancellationToken cancellationToken) =>
        await decisions.FindAsync(payment_id, account_id, cancellationToken).ConfigureAwait(false) switch
        {
            [] => Problems.NotFound("There is no decision about this payment."),
            [var record] => Results.Bytes(record, "application/json; charset=utf-8"),
            _ => Problems.Ambiguous(),
        };
}
