using Fraud.Broker.Protocol;
using Fraud.Broker.Server;

namespace Fraud.Broker.Api.Admin;

/// <summary>Says that there are no access control lists here, as Apache Kafka does without an authorizer.</summary>
internal sealed class DescribeAclsHandler : IApiHandler
{
    public ApiSpec Spec { get; } = new(ApiKey.DescribeAcls, 1, 3, 2);

    public ValueTask HandleAsync(Request request, ProtocolWriter response)
    {
        response.Int32(0);
        response.Error(ErrorCode.SecurityDisabled);
        response.String("No Authorizer is configured on the broker");
        response.ArrayLength(0);
        response.Tags();
        return ValueTask.CompletedTask;
    }
}
