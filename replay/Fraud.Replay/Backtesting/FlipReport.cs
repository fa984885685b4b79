namespace Fraud.Replay.Backtesting;

/// <summary>Payments on which candidate and baseline do not agree.</summary>
/// <param name="Payments">How many.</param>
/// <param name="Cells">Every pair of outcomes that occurred, agreement included, mildest first.</param>
/// <param name="Examples">The first payments of each pair that does not agree.</param>
public sealed record FlipReport(long Payments, IReadOnlyList<FlipCell> Cells, IReadOnlyList<FlipExample> Examples);
