namespace Fraud.Api.Alerts;

/// <summary>A page of alerts, newest first.</summary>
/// <param name="Feed">Identity of the order that positions belong to.</param>
/// <param name="Position">The newest alert's position when the page was read, filtered or not: stream from here to continue without a gap.</param>
/// <param name="Items">The alerts.</param>
/// <param name="NextBefore">Pass as <c>before</c> for the next page; null on the last.</param>
public sealed record AlertPage(Guid Feed, long Position, IReadOnlyList<AlertRow> Items, long? NextBefore);
