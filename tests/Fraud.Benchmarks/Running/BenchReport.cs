namespace Fraud.Benchmarks.Running;

/// <summary>What a bench writes with <c>--json</c>.</summary>
/// <param name="Bench">Its name.</param>
/// <param name="Arguments">As given on the command line after <c>fraud bench</c>.</param>
/// <param name="Machine">Where it ran.</param>
/// <param name="Figures">What it measured.</param>
internal sealed record BenchReport(string Bench, IReadOnlyList<string> Arguments, BenchMachine Machine, IReadOnlyList<BenchFigure> Figures);
