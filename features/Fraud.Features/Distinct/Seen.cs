namespace Fraud.Features.Distinct;

/// <summary>One distinct value and when it was seen last.</summary>
/// <param name="StartMs">Exact time on level 0, else the start of the ladder's cell; Unix milliseconds.</param>
/// <param name="Value">The low 16 or 24 bits of its hash, as the set has it.</param>
/// <param name="Level">Level of the ladder.</param>
internal readonly record struct Seen(long StartMs, uint Value, byte Level);
