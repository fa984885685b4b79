namespace Fraud.Scoring.Cel.Syntax;

/// <summary>The macros that walk over a list or the keys of a map.</summary>
internal enum CelMacroKind
{
    All,
    Exists,
    ExistsOne,
    Map,
    Filter,
}
