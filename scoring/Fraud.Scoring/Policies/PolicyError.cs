namespace Fraud.Scoring.Policies;

/// <summary>Something wrong with a policy file.</summary>
/// <param name="Line">Line, 1-based.</param>
/// <param name="Column">Column, 1-based.</param>
/// <param name="Rule">Id of the rule it is in; null outside of rules.</param>
/// <param name="Message">One sentence for the author.</param>
/// <param name="Suggestion">What was probably meant; null when there is no good guess.</param>
public sealed record PolicyError(int Line, int Column, string? Rule, string Message, string? Suggestion = null)
{
    /// <summary>Place, rule, message and suggestion in one line.</summary>
    public override string ToString() =>
        $"{Line}:{Column}: {(Rule is null ? "" : $"rule {Rule}: ")}{Message}{(Suggestion is null ? "" : $"; did you mean {Suggestion}?")}";
}
