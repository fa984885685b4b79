namespace Fraud.Scoring.Cel;

/// <summary>Something wrong with an expression, found before it runs.</summary>
/// <param name="Position">0-based offset in the expression.</param>
/// <param name="Message">One sentence for the author.</param>
/// <param name="Suggestion">What was probably meant; null when there is no good guess.</param>
public sealed record CelError(int Position, string Message, string? Suggestion = null)
{
    /// <summary>The message with the suggestion.</summary>
    public override string ToString() => Suggestion is null ? Message : $"{Message}; did you mean {Suggestion}?";
}
