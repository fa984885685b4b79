using Fraud.Broker.Protocol;

namespace Fraud.Broker.Api.Transactions;

/// <summary>Older versions do not know that a producer is fenced and are told that its epoch is invalid (KIP-588).</summary>
internal static class Fencing
{
    public static ErrorCode ForVersion(ErrorCode error, short version, short fencedFrom) =>
        error == ErrorCode.ProducerFenced && version < fencedFrom ? ErrorCode.InvalidProducerEpoch : error;
}
