using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Admin;

/// <summary>Describes the cluster of one broker (KIP-700).</summary>
internal sealed class DescribeClusterHandler(BrokerServices services) : IApiHandler
{
    private const byte Brokers = 1;

    public ApiSpec Spec { get; } = new(ApiKey.DescribeCluster, 0, 1, 0);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        var reader = request.Reader();
        reader.Bool();
        var endpoint = request.Version >= 1 ? reader.UInt8() : Brokers;
        var served = endpoint == Brokers;
        response.Int32(0);
        response.Error(served ? ErrorCode.None : ErrorCode.UnsupportedEndpointType);
        response.String(served ? null : "Only brokers are described here.");
        if (request.Version >= 1)
            response.UInt8(endpoint);
        response.String(services.Node.ClusterId);
        response.Int32(BrokerNode.Id);
        response.ArrayLength(1);
        response.Int32(BrokerNode.Id);
        response.String(services.Node.Host);
        response.Int32(services.Node.Port);
        response.String(null);
        response.Tags();
        response.Int32(int.MinValue);
        response.Tags();
        return ValueTask.CompletedTask;
    }
}
