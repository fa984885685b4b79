using System.CommandLine;

namespace Fraud.Host.Commands.Rules;

/// <summary><c>fraud rules</c>: for authors of rules.</summary>
internal static class RulesCommand
{
    public static Command Create()
    {
        var command = new Command("rules", "Check or compare policy files, or try one rule condition.");
        command.Add(RulesCheckCommand.Create());
        command.Add(RulesDiffCommand.Create());
        command.Add(RulesEvalCommand.Create());
        return command.WithExamples(
            "fraud rules check scoring/policies/card-fraud.yaml",
            "fraud rules eval --expr \"payment.amount > 100.0\" --payment payment.json");
    }
}
