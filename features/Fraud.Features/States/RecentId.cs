namespace Fraud.Features.States;

/// <summary>One payment id an account remembers.</summary>
/// <param name="Hash">48 bits of the id's hash: among 512 ids a new one is taken for an old one once in 5·10¹¹ payments.</param>
/// <param name="Offset">Input offset it was first seen at.</param>
/// <param name="Hour">The account's newest event time when it was first seen, in hours since 1970.</param>
internal readonly record struct RecentId(ulong Hash, long Offset, long Hour);
