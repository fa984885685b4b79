using System.CommandLine;
using System.Runtime.CompilerServices;

namespace Fraud.Host.Commands;

/// <summary>The examples that commands show in their help.</summary>
internal static class CommandExamples
{
    private static readonly ConditionalWeakTable<Command, IReadOnlyList<string>> Examples = [];

    /// <summary>Sets the lines shown as examples in a command's help, each as typed at the root of a checkout, without <c>./</c>.</summary>
    public static TCommand WithExamples<TCommand>(this TCommand command, params string[] lines)
        where TCommand : Command
    {
        Examples.AddOrUpdate(command, lines);
        return command;
    }

    public static IReadOnlyList<string> Of(Command command) => Examples.TryGetValue(command, out var lines) ? lines : [];
}
