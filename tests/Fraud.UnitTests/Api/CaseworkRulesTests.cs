using Fraud.Api.Alerts;
using Fraud.Api.Casework;
using Xunit;

namespace Fraud.UnitTests.Api;

public class CaseworkRulesTests
{
    [Theory]
    // before                 verdict       after             label
    [InlineData("open", null, true, "closed fraud", "fraud")]
    [InlineData("open", null, false, "closed genuine", "genuine")]
    [InlineData("assigned", null, true, "closed fraud", "fraud")]
    [InlineData("closed", "genuine", true, "closed fraud", "fraud")]
    [InlineData("closed", "fraud", true, null, null)]
    public void A_verdict_closes_the_alert_and_labels_the_payment_once(string status, string? before, bool fraud, string? after, string? label)
    {
        var step = CaseworkRules.GiveVerdict(Alert(status, before), fraud, null);
        Assert.Equal(after, step is null ? null : $"{step.Status} {step.Verdict}");
        Assert.Equal(label, step?.Label is { } l ? (l.Fraud ? "fraud" : "genuine") : null);
    }

    [Fact]
    public void The_same_verdict_again_with_a_comment_is_a_comment()
    {
        var step = CaseworkRules.GiveVerdict(Alert("closed", "fraud"), true, "seen again");
        Assert.Equal(("comment", "closed", "fraud", null), (step!.Action, step.Status, step.Verdict, step.Label));
    }

    [Theory]
    [InlineData("fraud", null, "open", true)]
    [InlineData("fraud", "ana", "assigned", true)]
    [InlineData("genuine", null, "open", false)]
    public void Reopening_takes_a_fraud_label_back(string verdict, string? assignee, string status, bool withdrawn)
    {
        var step = CaseworkRules.Reopen(Alert("closed", verdict, assignee), null);
        Assert.Equal((status, null), (step!.Status, step.Verdict));
        Assert.Equal(withdrawn ? LabelChange.Withdrawn : null, step.Label);
    }

    [Fact]
    public void Reopening_an_open_alert_changes_nothing() => Assert.Null(CaseworkRules.Reopen(Alert("open", null), null));

    [Theory]
    [InlineData(null, "ana", "assigned")]
    [InlineData("ana", null, "open")]
    [InlineData("ana", "ben", "assigned")]
    [InlineData("ana", "ana", null)]
    public void Assigning_says_whose_the_alert_is(string? before, string? after, string? status) =>
        Assert.Equal(status, CaseworkRules.Assign(Alert(before is null ? "open" : "assigned", null, before), after)?.Status);

    [Fact]
    public void A_closed_alert_cannot_be_assigned() =>
        Assert.Throws<CaseworkConflictException>(() => CaseworkRules.Assign(Alert("closed", "fraud"), "ana"));

    private static AlertRow Alert(string status, string? verdict, string? assignee = null) => new() { Status = status, Verdict = verdict, Assignee = assignee };
}
