using Microsoft.AspNetCore.Http;

namespace Fraud.Api;

/// <summary>The api's refusals as problem+json.</summary>
internal static class Problems
{
    public static IResult NotFound(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status404NotFound, title: "Not found");

    public static IResult Unreadable() => Results.Problem(
        "The body or a parameter cannot be read.", statusCode: StatusCodes.Status400BadRequest, title: "Bad request");

    public static IResult Ambiguous() => Results.Problem(
        "Several accounts have a payment of this id: name the account in the query parameter account_id.",
        statusCode: StatusCodes.Status409Conflict,
        title: "Ambiguous payment id");

    public static IResult Conflict(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status409Conflict, title: "Conflict");
}
