using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Fraud.Ingest.Gateway;

/// <summary>Reads a request body without ever holding more than the limit.</summary>
internal static class RequestBody
{
    /// <summary>The whole body; null when it is larger than <paramref name="bytesMax"/>.</summary>
    public static async ValueTask<byte[]?> ReadAsync(HttpRequest request, int bytesMax, CancellationToken cancellationToken)
    {
        if (request.ContentLength > bytesMax) return null;
        var reader = request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (result.Buffer.Length > bytesMax) return null;
            if (result.IsCompleted)
            {
                var body = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return body;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
