namespace Fraud.Api.Alerts;

/// <summary>Which alerts a list shows. All parts are optional and narrow the list together.</summary>
/// <param name="Status">One or more of open, assigned, closed, separated by commas.</param>
/// <param name="Outcome">One or more of approve, review, decline, separated by commas.</param>
/// <param name="Rule">Id of a rule that hit.</param>
/// <param name="Q">Text contained in an id, card, merchant, device, address or reason; at most 100 characters.</param>
/// <param name="Before">Only alerts older than this position: the <c>next_before</c> of the page before.</param>
/// <param name="Limit">Rows per page, 1 to 500; default 100.</param>
public sealed record AlertQuery(string? Status, string? Outcome, string? Rule, string? Q, long? Before, int? Limit)
{
    internal const int LimitDefault = 100;
    internal const int LimitMax = 500;
    internal const int TextMax = 100;
    private static readonly string[] Statuses = ["open", "assigned", "closed"];
    private static readonly string[] Outcomes = ["approve", "review", "decline"];

    internal string[]? StatusList => Split(Status);

    internal string[]? OutcomeList => Split(Outcome);

    /// <summary>What is wrong, by field; empty when nothing is.</summary>
    internal Dictionary<string, string[]> Validate()
    {
        var errors = new Dictionary<string, string[]>();
        if (StatusList?.Except(Statuses).Any() == true) errors["status"] = ["Give one or more of open, assigned, closed."];
        if (OutcomeList?.Except(Outcomes).Any() == true) errors["outcome"] = ["Give one or more of approve, review, decline."];
        if (Q?.Length > TextMax) errors["q"] = [$"At most {TextMax} characters."];
        if (Limit is < 1 or > LimitMax) errors["limit"] = [$"1 to {LimitMax}."];
        return errors;
    }

    private static string[]? Split(string? list) =>
        string.IsNullOrWhiteSpace(list) ? null : list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
