namespace Fraud.Features.States;

/// <summary>One payment id an account remembers.</summary>
/// <param name="Hash">64-bit hash of the id.</param>
/// <param name="Offset">Input offset it was first seen at.</param>
/// <param name="Minute">The account's newest event time when it was first seen, in minutes since 1970.</param>
internal readonly record struct RecentId(ulong Hash, long Offset, long Minute);
