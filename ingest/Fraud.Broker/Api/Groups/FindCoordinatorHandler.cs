using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Groups;

/// <summary>Tells which broker coordinates a group or a transactional id: this one.</summary>
internal sealed class FindCoordinatorHandler(BrokerServices services) : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.FindCoordinator, 0, 5, 3);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        if (request.Version < 4)
            WriteOne(request.Version, response);
        else
            WriteAll(ref reader, response);
        response.Tags();
        return ValueTask.CompletedTask;
    }

    private void WriteOne(short version, ProtocolWriter response)
    {
        if (version >= 1)
            response.Int32(0);
        response.Error(ErrorCode.None);
        if (version >= 1)
            response.String(null);
        WriteNode(response);
    }

    private void WriteAll(ref ProtocolReader reader, ProtocolWriter response)
    {
        reader.UInt8();
        var count = reader.ArrayLength();
        response.Int32(0);
        response.ArrayLength(count);
        for (; count > 0; count--)
        {
            response.String(reader.String());
            WriteNode(response);
            response.Error(ErrorCode.None);
            response.String(null);
            response.Tags();
        }
    }

    private void WriteNode(ProtocolWriter response)
    {
        response.Int32(BrokerNode.Id);
        response.String(services.Node.Host);
        response.Int32(services.Node.Port);
    }
}
