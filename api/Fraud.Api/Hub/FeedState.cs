namespace Fraud.Api.Hub;

/// <summary>The order of alerts as this process knows it.</summary>
/// <param name="Id">Identity of the order.</param>
/// <param name="Last">Position of the newest alert.</param>
internal sealed record FeedState(Guid Id, long Last);
