namespace Fraud.Benchmarks.Cel;

/// <summary>What one condition costs.</summary>
/// <param name="Name">The condition.</param>
/// <param name="Nanoseconds">Median time of one evaluation.</param>
/// <param name="BytesAllocated">Allocated by one evaluation.</param>
/// <param name="IsTrue">Whether it held on the payment of the benchmark.</param>
public sealed record RuleFigure(string Name, double Nanoseconds, double BytesAllocated, bool IsTrue);
