using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Groups;

/// <summary>Lists groups, all or those in given states (KIP-518) and of given types (KIP-848).</summary>
internal sealed class ListGroupsHandler(BrokerServices services) : IApiHandler
{
    private const string Classic = "classic";

    public ApiSpec Spec { get; } = new(ApiKey.ListGroups, 0, 5, 3);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var version = request.Version;
        var reader = request.Reader();
        var states = version >= 4 ? ReadNames(ref reader) : [];
        var types = version >= 5 ? ReadNames(ref reader) : [];
        var groups = types.Count == 0 || types.Contains(Classic)
            ? services.Groups.All.Where(group => states.Count == 0 || states.Contains(group.State.ToString())).ToList()
            : [];
        if (version >= 1)
            response.Int32(0);
        response.Error(ErrorCode.None);
        response.ArrayLength(groups.Count);
        foreach (var group in groups)
        {
            response.String(group.Id);
            response.String(group.ProtocolType ?? "");
            if (version >= 4)
                response.String(group.State.ToString());
            if (version >= 5)
                response.String(Classic);
            response.Tags();
        }
        response.Tags();
        return ValueTask.CompletedTask;
    }

    private static HashSet<string> ReadNames(ref ProtocolReader reader)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var count = reader.ArrayLength(); count > 0; count--)
            names.Add(reader.String());
        return names;
    }
}
