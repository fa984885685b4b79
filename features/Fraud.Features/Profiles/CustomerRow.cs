namespace Fraud.Features.Profiles;

/// <summary>What is kept of a row of <c>customers</c>: hashes of the contact, never the contact itself.</summary>
internal readonly record struct CustomerRow(string? HomeCountry, ulong Email, ulong Phone, long? ContactChangedAtMs);
