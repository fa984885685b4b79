namespace Fraud.Host.Demo;

/// <summary>What publishing the history came to.</summary>
/// <param name="Payments">Payments of the history.</param>
/// <param name="PaymentsPerSecond">From the first one published to the last one decided.</param>
internal sealed record DemoWarmUp(long Payments, double PaymentsPerSecond);
