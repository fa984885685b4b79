using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api;

/// <summary>Tells a client which requests and versions it may send.</summary>
internal sealed class ApiVersionsHandler : IApiHandler
{
    private ApiSpec[] _spoken = [];

    public ApiSpec Spec { get; } = new(ApiKey.ApiVersions, 0, 4, 3);

    public void Announce(IEnumerable<ApiSpec> spoken) => _spoken = [.. spoken.OrderBy(spec => spec.Key)];

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        response.Error(ErrorCode.None);
        WriteRanges(response, _spoken);
        if (request.Version >= 1)
            response.Int32(0);
        response.Tags();
        return ValueTask.CompletedTask;
    }

    /// <summary>The answer to a version of api-versions that is not spoken: in version 0, with the versions to fall back to (KIP-511).</summary>
    public static void WriteUnsupported(ProtocolWriter response, IEnumerable<ApiSpec> spoken)
    {
        response.Flexible = false;
        response.Error(ErrorCode.UnsupportedVersion);
        WriteRanges(response, [.. spoken]);
    }

    private static void WriteRanges(ProtocolWriter response, ApiSpec[] spoken)
    {
        response.ArrayLength(spoken.Length);
        foreach (var spec in spoken)
        {
            response.Int16((short)spec.Key);
            // Some librdkafka versions take produce v0 as the sign that compression is understood; it is refused when used.
            response.Int16(spec.Key == ApiKey.Produce ? (short)0 : spec.Min);
            response.Int16(spec.Max);
            response.Tags();
        }
    }
}
