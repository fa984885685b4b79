using System.CommandLine;
using Fraud.Host.Commands;
using Xunit;

namespace Fraud.UnitTests.Host;

public sealed class CommandLineTests
{
    public static TheoryData<string> Commands => [.. Paths(CommandLine.CreateRoot(), "")];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_helps_with_examples(string path)
    {
        using var output = new StringWriter();
        var code = CommandLine.CreateRoot().Parse($"{path} --help").Invoke(new InvocationConfiguration { Output = output });
        Assert.Equal(0, code);
        Assert.Contains("Examples:", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_command_fails() => Assert.NotEqual(0, await CommandLine.RunAsync(["no-such-command"]));

    [Fact]
    public async Task An_operating_fault_fails_without_a_stack_trace() =>
        Assert.Equal(1, await CommandLine.RunAsync(["log", "topics", "--data", "/nonexistent/.fraud"]));

    private static IEnumerable<string> Paths(Command command, string path) =>
        command.Subcommands.Where(sub => !sub.Hidden).SelectMany(sub => Paths(sub, $"{path} {sub.Name}".Trim()).Prepend($"{path} {sub.Name}".Trim()));
}
