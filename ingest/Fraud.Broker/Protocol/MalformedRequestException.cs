namespace Fraud.Broker.Protocol;

/// <summary>A frame that does not follow the protocol. Permanent: the connection that sent it is closed, no other is disturbed.</summary>
internal sealed class MalformedRequestException(string message) : Exception(message);
