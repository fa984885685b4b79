namespace Fraud.Scoring.Cel;

/// <summary>What a condition came to: true, false, or neither, with the reason and its place in the expression.</summary>
public readonly struct CelTruth : IEquatable<CelTruth>
{
    /// <summary>The condition does not hold.</summary>
    public static readonly CelTruth False = new(0);

    /// <summary>The condition holds.</summary>
    public static readonly CelTruth True = new(1);

    private const int PositionShift = 8;

    private const int CodeMask = (1 << PositionShift) - 1;

    private readonly int _code;

    /// <summary>Wraps the number that a compiled condition returns.</summary>
    /// <param name="code">0, 1, or a failure as <see cref="Encode"/> gives it.</param>
    internal CelTruth(int code) => _code = code;

    /// <summary>True when the condition holds.</summary>
    public bool IsTrue => _code == 1;

    /// <summary>True when the condition is known not to hold.</summary>
    public bool IsFalse => _code == 0;

    /// <summary>True when a value it needs is missing.</summary>
    public bool IsMissing => (_code & CodeMask) == (int)CelFailure.Missing;

    /// <summary>Why there is no truth value; <see cref="CelFailure.None"/> when there is one.</summary>
    public CelFailure Failure => _code <= 1 ? CelFailure.None : (CelFailure)(_code & CodeMask);

    /// <summary>0-based offset in the expression of the part that failed; 0 when nothing failed.</summary>
    public int Position => _code >> PositionShift;

    /// <summary>True when both hold the same truth value or the same failure at the same place.</summary>
    public static bool operator ==(CelTruth left, CelTruth right) => left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(CelTruth left, CelTruth right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(CelTruth other) => _code == other._code;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CelTruth other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _code;

    /// <inheritdoc/>
    public override string ToString() => IsTrue ? "true" : IsFalse ? "false" : $"{Failure} at {Position}";

    /// <summary>A failure and its place in one number.</summary>
    internal static int Encode(CelFailure failure, int position) => (int)failure | (position << PositionShift);

    /// <summary>
    /// The failure that stands for two: a missing value says more to a rule's author than an error that it may have caused, so it wins;
    /// otherwise the left one.
    /// </summary>
    internal static int Merge(int left, int right) =>
        left == 0 || ((left & CodeMask) != (int)CelFailure.Missing && (right & CodeMask) == (int)CelFailure.Missing) ? right : left;
}
