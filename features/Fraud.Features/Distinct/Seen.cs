namespace Fraud.Features.Distinct;

/// <summary>One distinct value and when it was seen last.</summary>
internal struct Seen
{
    /// <summary>Exact time on level 0, else the start of the ladder's cell; Unix milliseconds.</summary>
    public long StartMs;

    /// <summary>The value: 32 bits of its hash. Two of 100 values fall together once in about a million sets.</summary>
    public uint Value;
    public byte Level;
}
