using System.CommandLine;
using Fraud.Features;
using Fraud.Host.Runtime;
using Fraud.Scoring.Policies;

namespace Fraud.Host.Commands.Rules;

/// <summary><c>fraud rules check FILE</c>: everything that is wrong with a policy, each with its place.</summary>
internal static class RulesCheckCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The policy, YAML or JSON." };
        var command = new Command("check", "Say what is wrong with a policy file, and where.") { file };
        command.SetAction(parsed => Check(
            parsed.GetRequiredValue(file), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command.WithExamples("fraud rules check scoring/policies/card-fraud.yaml");
    }

    private static int Check(FileInfo file, TextWriter output, TextWriter fault)
    {
        if (!file.Exists)
            throw new OperatingFaultException($"There is no policy file {file.FullName}.");
        var text = File.ReadAllText(file.FullName);
        if (PolicyChecker.TryCheck(text, FeatureCatalogue.Default, out var errors) is { } policy)
        {
            output.WriteLine($"{policy.Name} version {policy.Version}: {policy.Rules.Count} rules, {policy.Lists.Count} lists, digest {policy.Digest}");
            return 0;
        }

        var lines = text.Split('\n');
        foreach (var error in errors)
        {
            fault.WriteLine($"{file}:{error}");
            WriteCaret(fault, lines, error);
        }

        fault.WriteLine($"{errors.Count} {(errors.Count == 1 ? "error" : "errors")} in {file}.");
        return 1;
    }

    private static void WriteCaret(TextWriter fault, string[] lines, PolicyError error)
    {
        if (error.Line < 1 || error.Line > lines.Length)
            return;
        var line = lines[error.Line - 1].TrimEnd('\r');
        var caret = Math.Clamp(error.Column - 1, 0, line.Length);

        // Tabs stay tabs, so that the caret stands under its column.
        var margin = string.Concat(line[..caret].Select(c => c == '\t' ? '\t' : ' '));
        fault.WriteLine($"    {line}");
        fault.WriteLine($"    {margin}^");
    }
}
