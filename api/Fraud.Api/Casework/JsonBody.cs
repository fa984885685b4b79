using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Fraud.Api.Casework;

/// <summary>A request's JSON body, or the fact that it cannot be read; the framework would answer the latter without a word.</summary>
/// <param name="Value">The body; null when it cannot be read.</param>
internal sealed record JsonBody<T>(T? Value) where T : class
{
    /// <summary>Called by the framework before the endpoint.</summary>
    public static async ValueTask<JsonBody<T>> BindAsync(HttpContext context)
    {
        try
        {
            return new JsonBody<T>(await context.Request.ReadFromJsonAsync<T>(ApiJson.Options, context.RequestAborted).ConfigureAwait(false));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new JsonBody<T>(default(T));
        }
    }
}
