namespace Fraud.Broker.Api.Records;

/// <summary>One topic of a fetch: its name as it stood in the request, or its id, and how many of the items belong to it.</summary>
internal readonly record struct FetchTopic(string Name, Guid Id, int Items);
