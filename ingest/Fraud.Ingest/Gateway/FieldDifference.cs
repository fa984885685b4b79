namespace Fraud.Ingest.Gateway;

/// <summary>A field in which two payments of the same id differ, as JSON.</summary>
/// <param name="Field">Its name.</param>
/// <param name="First">Its value in the payment that was taken; <c>null</c> when it is absent there.</param>
/// <param name="Sent">Its value in the payment that was sent now; <c>null</c> when it is absent there.</param>
internal readonly record struct FieldDifference(string Field, string First, string Sent);
