using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Fraud.Host.Commands;

/// <summary>Help that ends with the examples of the command.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (CommandExamples.Of(parseResult.CommandResult.Command) is { Count: > 0 } examples)
            output.WriteLine($"Examples:{Environment.NewLine}{string.Join(Environment.NewLine, examples.Select(example => $"  ./{example}"))}");
        return code;
    }
}
