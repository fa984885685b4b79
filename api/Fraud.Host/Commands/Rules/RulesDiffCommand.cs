using System.CommandLine;
using Fraud.Replay;
using Fraud.Scoring.Policies;

namespace Fraud.Host.Commands.Rules;

/// <summary><c>fraud rules diff BEFORE AFTER</c>: what differs between two policies.</summary>
internal static class RulesDiffCommand
{
    public static Command Create()
    {
        var before = new Argument<FileInfo>("BEFORE") { Description = "The earlier policy, YAML or JSON." };
        var after = new Argument<FileInfo>("AFTER") { Description = "The later policy." };
        var json = new Option<bool>("--json") { Description = "Print the differences as JSON." };
        var command = new Command("diff", "Say what differs between two policy files.") { before, after, json };
        command.SetAction(parsed =>
        {
            var changes = PolicyComparison.Of(
                PolicyFile.Read(parsed.GetRequiredValue(before)), PolicyFile.Read(parsed.GetRequiredValue(after)));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
                output.WriteLine(ReportJson.Text(changes));
            else
                Write(output, changes);
            return 0;
        });
        return command.WithExamples("fraud rules diff scoring/policies/card-fraud.yaml changed.yaml");
    }

    private static void Write(TextWriter output, IReadOnlyList<PolicyChange> changes)
    {
        foreach (var change in changes)
        {
            output.WriteLine(change switch
            {
                { Before: null } => $"+ {change.Place}  {change.After}",
                { After: null } => $"- {change.Place}  {change.Before}",
                _ => $"~ {change.Place}  {change.Before}  ->  {change.After}",
            });
        }

        output.WriteLine(changes.Count == 0 ? "No differences." : $"{changes.Count} {(changes.Count == 1 ? "difference" : "differences")}.");
    }
}
