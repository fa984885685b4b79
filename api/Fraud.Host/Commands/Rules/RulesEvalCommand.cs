using System.CommandLine;
using Fraud.Features;
using Fraud.Host.Runtime;
using Fraud.Scoring.Cel;
using Fraud.Scoring.Policies;

namespace Fraud.Host.Commands.Rules;

/// <summary><c>fraud rules eval</c>: one expression, or a file of them, their values as JSON.</summary>
internal static class RulesEvalCommand
{
    public static Command Create()
    {
        var expression = new Option<string?>("--expr") { Description = "The expression, in CEL." };
        var payment = new Option<FileInfo?>("--payment")
        {
            Description = "A JSON payment, or several, one a line: the last one is judged, those before are its history.",
        };
        var policy = new Option<FileInfo?>("--policy") { Description = "A policy whose lists the expression may use." };
        var batch = new Option<FileInfo?>("--batch")
        {
            Description = "Expressions in CEL as specified, one JSON object a line with id, expr, bindings and, if wanted, type_env and disable_check.",
        };
        var command = new Command("eval", "Evaluate one expression and print its value as JSON.") { expression, payment, policy, batch };
        command.Validators.Add(result =>
        {
            if (result.GetValue(expression) is null == result.GetValue(batch) is null)
                result.AddError("Give either --expr or --batch.");
        });
        command.SetAction(parsed => parsed.GetValue(batch) is { } file
            ? EvaluateBatch(file, parsed.InvocationConfiguration.Output)
            : Evaluate(
                parsed.GetRequiredValue(expression)!,
                parsed.GetValue(payment),
                parsed.GetValue(policy),
                parsed.InvocationConfiguration.Output));
        return command.WithExamples(
            "fraud rules eval --expr \"1 + 1\"",
            "fraud rules eval --expr \"payment.amount > 100.0\" --payment payment.json",
            "fraud rules eval --expr \"payment.mcc in lists.risky_mccs\" --payment payment.json --policy scoring/policies/card-fraud.yaml",
            "fraud rules eval --batch expressions.ndjson");
    }

    private static int Evaluate(string source, FileInfo? paymentFile, FileInfo? policyFile, TextWriter output)
    {
        IReadOnlyList<PolicyList> lists = policyFile is null ? [] : PolicyFile.Read(policyFile).Lists;
        var schema = new PolicySchema(FeatureCatalogue.Default, [.. lists.Select(list => list.Name)], hasModel: false);
        var expression = CelExpression.TryCheck(source, schema, CelDialect.Rules, out var errors);
        if (expression is null)
        {
            EvaluationJson.Write(output, source, errors);
            return 1;
        }

        if (expression.Names.Count > 0 && paymentFile is null)
            throw new OperatingFaultException($"The expression uses {string.Join(", ", expression.Names)}; give a payment with --payment FILE.");
        var input = paymentFile is null ? new RuleInput() : JudgedPayment.Read(paymentFile, lists);
        var value = expression.Compile<RuleInput>()(input);
        EvaluationJson.Write(output, source, expression, value);
        return value.Failure is CelFailure.None or CelFailure.Missing ? 0 : 1;
    }

    private static int EvaluateBatch(FileInfo file, TextWriter output)
    {
        if (!file.Exists)
            throw new OperatingFaultException($"There is no file {file.FullName}.");
        foreach (var line in File.ReadLines(file.FullName))
            output.WriteLine(BatchEvaluation.Answer(line));
        return 0;
    }
}
