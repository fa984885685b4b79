namespace Fraud.Scoring.Cel.Syntax;

/// <summary>One lexical element.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Position">Where it begins, 0-based.</param>
/// <param name="Text">As written; for operators and identifiers also what they are.</param>
/// <param name="Value">The literal's content: <see cref="string"/> or <see cref="byte"/> array; null for other tokens.</param>
internal readonly record struct CelToken(CelTokenKind Kind, int Position, string Text, object? Value = null)
{
    public bool Is(string text) => Kind == CelTokenKind.Operator && Text == text;

    public override string ToString() => Kind == CelTokenKind.End ? "the end" : $"'{Text}'";
}
