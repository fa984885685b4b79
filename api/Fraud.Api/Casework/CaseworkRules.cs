using Fraud.Api.Alerts;

namespace Fraud.Api.Casework;

/// <summary>What each action means for an alert as it stands. Null: it changes nothing, and is not an error.</summary>
internal static class CaseworkRules
{
    public static CaseworkStep? GiveVerdict(AlertRow alert, bool fraud, string? comment)
    {
        var verdict = fraud ? "fraud" : "genuine";
        if (alert.Verdict == verdict) return comment is null ? null : Comment(alert, comment);
        return new CaseworkStep("verdict", "closed", verdict, alert.Assignee, comment, new LabelChange(fraud, null));
    }

    public static CaseworkStep? Reopen(AlertRow alert, string? comment) => alert.Verdict is null
        ? null
        : new CaseworkStep(
            "reopen", Unfinished(alert.Assignee), null, alert.Assignee, comment, alert.Verdict == "fraud" ? LabelChange.Withdrawn : null);

    /// <exception cref="CaseworkConflictException">The alert is closed.</exception>
    public static CaseworkStep? Assign(AlertRow alert, string? assignee)
    {
        if (alert.Verdict is not null) throw new CaseworkConflictException("The alert has a verdict: reopen it first.");
        return alert.Assignee == assignee ? null : new CaseworkStep("assign", Unfinished(assignee), null, assignee, null, null);
    }

    public static CaseworkStep Comment(AlertRow alert, string comment) =>
        new("comment", alert.Status, alert.Verdict, alert.Assignee, comment, null);

    private static string Unfinished(string? assignee) => assignee is null ? "open" : "assigned";
}
