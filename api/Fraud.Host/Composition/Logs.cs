using Microsoft.Extensions.Logging.Console;

namespace Fraud.Host.Composition;

/// <summary>How a process logs: one line per event on standard error, so that standard output stays what a command prints.</summary>
internal static class Logs
{
    public static void Configure(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("Fraud", LogLevel.Information);
    }
}
