using Fraud.Api.Alerts;
using Fraud.Ingest.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fraud.Api.Casework;

/// <summary>What people do to alerts: <c>POST /v1/alerts/{payment_id}/verdict | reopen | assign | comment</c>. Each answers with the alert after it.</summary>
internal static class CaseworkEndpoints
{
    private const int CommentMax = 2_000;
    private const int AssigneeMax = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        Add<VerdictRequest>(routes, "verdict", VerdictAsync, "GiveVerdict", "Say whether the payment was fraud; the label goes to labels.v1");
        Add<CommentRequest>(routes, "reopen", ReopenAsync, "ReopenAlert", "Take a verdict back");
        Add<AssignRequest>(routes, "assign", AssignAsync, "AssignAlert", "Say who works on the alert");
        Add<CommentRequest>(routes, "comment", CommentAsync, "CommentAlert", "Write something down");
    }

    private static void Add<TBody>(
        IEndpointRouteBuilder routes, string action, Func<CaseworkTarget, TBody, Task<IResult>> apply, string name, string summary)
        where TBody : class =>
        routes.MapPost(
                $"/v1/alerts/{{payment_id}}/{action}",
                ([AsParameters] CaseworkTarget target, JsonBody<TBody> body) =>
                    body.Value is { } read ? apply(target, read) : Task.FromResult(Problems.Unreadable()))
            .WithName(name).WithSummary(summary)
            .Accepts<TBody>("application/json")
            .Produces<AlertRow>().ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(ApiScopes.AlertsWrite);

    private static async Task<IResult> VerdictAsync(CaseworkTarget target, VerdictRequest body) => body.Fraud is not { } fraud
        ? Invalid("fraud", "Give true or false.")
        : TooLong("comment", body.Comment, CommentMax)
            ?? await target.ApplyAsync(alert => CaseworkRules.GiveVerdict(alert, fraud, Text(body.Comment))).ConfigureAwait(false);

    private static async Task<IResult> ReopenAsync(CaseworkTarget target, CommentRequest body) =>
        TooLong("comment", body.Comment, CommentMax)
            ?? await target.ApplyAsync(alert => CaseworkRules.Reopen(alert, Text(body.Comment))).ConfigureAwait(false);

    private static async Task<IResult> AssignAsync(CaseworkTarget target, AssignRequest body) =>
        TooLong("assignee", body.Assignee, AssigneeMax)
            ?? await target.ApplyAsync(alert => CaseworkRules.Assign(alert, Text(body.Assignee))).ConfigureAwait(false);

    private static async Task<IResult> CommentAsync(CaseworkTarget target, CommentRequest body) => Text(body.Comment) is not { } comment
        ? Invalid("comment", "Write something.")
        : TooLong("comment", comment, CommentMax) ?? await target.ApplyAsync(alert => CaseworkRules.Comment(alert, comment)).ConfigureAwait(false);

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : Storage.PostgresText.Of(text.Trim());

    private static IResult? TooLong(string field, string? text, int max) => text?.Length > max ? Invalid(field, $"At most {max} characters.") : null;

    private static IResult Invalid(string field, string message) => Results.ValidationProblem(new Dictionary<string, string[]> { [field] = [message] });
}
