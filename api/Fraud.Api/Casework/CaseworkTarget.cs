using System.Security.Claims;
using Fraud.Api.Alerts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Fraud.Api.Casework;

/// <summary>The alert a request names and the person who makes it.</summary>
internal sealed record CaseworkTarget(
    [FromRoute(Name = "payment_id")] string PaymentId,
    [FromQuery(Name = "account_id")] string? AccountId,
    ClaimsPrincipal User,
    AlertStore Alerts,
    CaseworkStore Casework,
    CancellationToken CancellationToken)
{
    /// <summary>Applies an action; the answer is the alert after it or the reason why not.</summary>
    public async Task<IResult> ApplyAsync(Func<AlertRow, CaseworkStep?> action)
    {
        var keys = await Alerts.KeysAsync(PaymentId, AccountId, CancellationToken).ConfigureAwait(false);
        if (keys.Count > 1) return Problems.Ambiguous();
        try
        {
            return keys.Count == 1
                && await Casework.ApplyAsync(keys[0], User.Identity?.Name ?? "unknown", action, CancellationToken).ConfigureAwait(false) is { } alert
                    ? Results.Ok(alert)
                    : Problems.NotFound("There is no alert about this payment.");
        }
        catch (CaseworkConflictException e)
        {
            return Problems.Conflict(e.Message);
        }
    }
}
