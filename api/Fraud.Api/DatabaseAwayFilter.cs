using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Fraud.Api;

/// <summary>A database that is away is the caller's cue to try again, not an error of the request.</summary>
internal sealed class DatabaseAwayFilter : IEndpointFilter
{
    private const string RetryAfterSeconds = "2";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
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
