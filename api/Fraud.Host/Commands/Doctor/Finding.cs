namespace Fraud.Host.Commands.Doctor;

/// <summary>What <c>fraud doctor</c> found about one thing.</summary>
/// <param name="Subject">The thing.</param>
/// <param name="Condition">How it is.</param>
/// <param name="Detail">What was seen; for anything but <see cref="Condition.Good"/>, also what to do.</param>
internal sealed record Finding(string Subject, Condition Condition, string Detail);
