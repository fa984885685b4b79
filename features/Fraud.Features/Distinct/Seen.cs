namespace Fraud.Features.Distinct;

/// <summary>One distinct value and when it was seen last.</summary>
internal struct Seen
{
    /// <summary>Exact time on level 0, else the start of the ladder's cell; Unix milliseconds.</summary>
    public long StartMs;

    /// <summary>The value: the low 16 or 24 bits of its hash, as the set has it.</summary>
    public uint Value;
    public byte Level;
}
