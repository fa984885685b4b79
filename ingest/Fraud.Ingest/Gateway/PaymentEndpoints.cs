using System.Security.Claims;
using Fraud.Ingest.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fraud.Ingest.Gateway;

/// <summary><c>POST /v1/payments</c>.</summary>
public static class PaymentEndpoints
{
    /// <summary>Path of a decision; followed by the payment's id.</summary>
    internal const string DecisionsPath = "/v1/decisions/";

    /// <summary>Maps the gateway's routes.</summary>
    public static IEndpointRouteBuilder MapGateway(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/payments", PostAsync).RequireAuthorization(ApiScopes.PaymentsWrite).WithName("post-payments");
        return routes;
    }

    private static async Task PostAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var options = services.GetRequiredService<GatewayOptions>();
        var metrics = services.GetRequiredService<GatewayMetrics>();
        var limits = services.GetRequiredService<InFlightLimits>();
        var problem = WaitQuery.Read(context.Request.Query, options, out var wait) ?? CheckType(context.Request);
        var limit = wait is null ? limits.Appending : limits.Waiting;
        if (problem is null && limit.IsFull) problem = Busy(wait);
        if (problem is null)
        {
            var body = await RequestBody.ReadAsync(context.Request, options.BodyBytesMax, context.RequestAborted).ConfigureAwait(false);
            var posted = body is null ? null : PostedPayments.Read(body, options.BatchMax, out problem);
            if (posted is null) problem = Problem.TooLarge($"Send at most {options.BodyBytesMax} bytes in one request.");
            if (problem is null) problem = await TakeAsync(context, posted!, wait, limit).ConfigureAwait(false);
        }

        if (problem is null) return;
        metrics.RefusedRequest(problem.Status);
        await problem.WriteAsync(context.Response).ConfigureAwait(false);
    }

    private static Problem? CheckType(HttpRequest request)
    {
        var type = request.ContentType.AsSpan();
        var end = type.IndexOf(';');
        var media = (end < 0 ? type : type[..end]).Trim();
        return media.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (media.StartsWith("application/", StringComparison.OrdinalIgnoreCase) && media.EndsWith("+json", StringComparison.OrdinalIgnoreCase))
            ? null
            : Problem.UnsupportedType;
    }

    /// <summary>Takes the payments and answers, or says why not.</summary>
    private static async Task<Problem?> TakeAsync(HttpContext context, PostedPayments posted, TimeSpan? wait, AdaptiveLimit limit)
    {
        var key = context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
        if (context.RequestServices.GetRequiredService<KeyRates>().TryTake(key, posted.Items.Count) is { } seconds) return Problem.TooFast(seconds);
        if (!limit.TryEnter(posted.Items.Count)) return Busy(wait);
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        var entered = time.GetTimestamp();
        try
        {
            var intake = context.RequestServices.GetRequiredService<PaymentIntake>();
            var answers = await Task.WhenAll(posted.Items.Select(item => AnswerAsync(intake, item, wait, context.RequestAborted)))
                .ConfigureAwait(false);
            var metrics = context.RequestServices.GetRequiredService<GatewayMetrics>();
            foreach (var answer in answers)
                metrics.Answered(answer);
            if (posted.IsArray)
            {
                await PaymentAnswerJson.WriteAllAsync(context.Response, answers).ConfigureAwait(false);
                return null;
            }

            if (answers[0].Rejected is { } rejection) return Problem.Invalid(rejection);
            if (answers[0].Conflict is { } differences) return Problem.Conflict(differences);
            if (answers[0].Failed is { } failure) return failure;
            await PaymentAnswerJson.WriteOneAsync(context.Response, answers[0]).ConfigureAwait(false);
            return null;
        }
        finally
        {
            limit.Leave(posted.Items.Count, time.GetElapsedTime(entered));
        }
    }

    private static Problem Busy(TimeSpan? wait) => wait is null ? Problem.Busy : Problem.BusyDeciding;

    private static Task<PaymentAnswer> AnswerAsync(
        PaymentIntake intake, PostedPayments.Item item, TimeSpan? wait, CancellationToken cancellationToken)
    {
        if (item.Payment is not { } payment) return Task.FromResult(new PaymentAnswer { Rejected = item.Rejection });
        return intake.CheckTime(payment) is { } rejection
            ? Task.FromResult(new PaymentAnswer { Key = PaymentKey.Of(payment), Rejected = rejection })
            : intake.PostAsync(payment, item.Json, wait, cancellationToken);
    }
}
