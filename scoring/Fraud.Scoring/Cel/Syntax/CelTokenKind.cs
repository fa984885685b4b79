namespace Fraud.Scoring.Cel.Syntax;

/// <summary>Kinds of tokens.</summary>
internal enum CelTokenKind
{
    End,
    Identifier,
    QuotedField,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Operator,
}
