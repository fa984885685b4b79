using Fraud.Api.Storage;
using Fraud.Contracts.Json;
using Fraud.Ingest.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fraud.Api.Decisions;

/// <summary><c>GET /v1/decisions/{payment_id}</c> and its <c>/history</c>.</summary>
internal static class DecisionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/decisions/{payment_id}", FindAsync)
            .WithName("GetDecision").WithSummary("The decision about a payment, as it stands on the log")
            .Produces(StatusCodes.Status200OK, contentType: "application/json")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(ApiScopes.DecisionsRead);
        routes.MapGet("/v1/decisions/{payment_id}/history", HistoryAsync)
            .WithName("GetDecisionHistory").WithSummary("All decisions about a payment as they stand on the log, oldest first; the last is in force, the others were corrected")
            .Produces(StatusCodes.Status200OK, contentType: "application/json")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(ApiScopes.DecisionsRead);
    }

    private static async Task<IResult> HistoryAsync(string payment_id, string? account_id, DecisionStore decisions, CancellationToken cancellationToken)
    {
        var found = await decisions.FindAsync(payment_id, account_id, cancellationToken).ConfigureAwait(false);
        if (found is not [var inForce])
            return found.Count == 0 ? Problems.NotFound("There is no decision about this payment.") : Problems.Ambiguous();
        var superseded = await decisions.SupersededAsync(payment_id, DecisionJson.Read(inForce).AccountId, cancellationToken).ConfigureAwait(false);
        return Results.Ok(superseded.Append(inForce).Select(RawJson.Of).ToList());
    }

    private static async Task<IResult> FindAsync(string payment_id, string? account_id, DecisionStore decisions, CancellationToken cancellationToken) =>
        await decisions.FindAsync(payment_id, account_id, cancellationToken).ConfigureAwait(false) switch
        {
            [] => Problems.NotFound("There is no decision about this payment."),
            [var record] => Results.Bytes(record, "application/json; charset=utf-8"),
            _ => Problems.Ambiguous(),
        };
}
