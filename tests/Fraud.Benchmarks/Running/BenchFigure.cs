namespace Fraud.Benchmarks.Running;

/// <summary>One figure of a bench.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Aim">What is aimed at; null where nothing is.</param>
internal sealed record BenchFigure(string Name, double Value, string Unit, string? Aim = null);
