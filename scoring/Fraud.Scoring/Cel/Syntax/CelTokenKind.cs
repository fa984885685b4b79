namespace Fraud.Scoring.Cel.Syntax;

/// <summary>Kinds of tokens.</summary>
internal enum CelTokenKind
{
    End,
    Identifier,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Operator,
}
