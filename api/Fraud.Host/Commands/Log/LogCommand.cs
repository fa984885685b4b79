using System.CommandLine;

namespace Fraud.Host.Commands.Log;

/// <summary><c>fraud log</c>: the embedded log alone, and a look inside any Kafka.</summary>
internal static class LogCommand
{
    public static Command Create() => new Command("log", "The embedded log alone, and a look inside any Kafka.")
    {
        LogServeCommand.Create(),
        LogTopicsCommand.Create(),
        LogGroupsCommand.Create(),
        LogTailCommand.Create(),
    }.WithExamples("fraud log serve --dir /var/lib/fraud/log --port 9092", "fraud log topics", "fraud log tail alerts.v1 --last 10", "fraud log groups --kafka broker:9092");
}
