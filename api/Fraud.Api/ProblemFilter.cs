using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Fraud.Api;

/// <summary>
/// Answers in problem+json what the endpoints leave to the framework: a parameter that cannot be read, and a database that is away, which is
/// the caller's cue to try again and not an error of the request.
/// </summary>
internal sealed class ProblemFilter : IEndpointFilter
{
    private const string RetryAfterSeconds = "2";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        // Filters run even when binding has failed, with the status already set.
        if (context.HttpContext.Response.StatusCode == StatusCodes.Status400BadRequest) return Problems.Unreadable();
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (NpgsqlException e) when (e.IsTransient || e is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable })
        {
            context.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
            return Results.Problem(
                "The database is away or still being prepared. Try again.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "Database away");
        }
    }
}
