namespace Fraud.Scoring.Cel.Syntax;

/// <summary>Ends the parsing of an expression that is not CEL.</summary>
internal sealed class CelSyntaxException(int position, string message) : Exception(message)
{
    public int Position { get; } = position;
}
