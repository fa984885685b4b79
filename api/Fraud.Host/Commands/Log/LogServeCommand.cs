using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Fraud.Broker;
using Fraud.Host.Composition;
using Fraud.Host.Runtime;

namespace Fraud.Host.Commands.Log;

/// <summary><c>fraud log serve</c>: the embedded log alone, in the foreground.</summary>
internal static class LogServeCommand
{
    private static readonly Dictionary<string, FlushMode> Modes = new()
    {
        ["none"] = FlushMode.None,
        ["interval"] = FlushMode.Interval,
        ["every-batch"] = FlushMode.EveryBatch,
    };

    public static Command Create()
    {
        var directory = new Option<DirectoryInfo>("--dir") { Description = "Folder of its data, made when absent", HelpName = "DIR", Required = true };
        var port = new Option<int>("--port") { Description = "Port to listen on; 0 takes a free one", HelpName = "PORT", DefaultValueFactory = _ => 9092 };
        var listen = new Option<IPAddress>("--listen")
        {
            Description = "Address to listen on",
            HelpName = "IP",
            DefaultValueFactory = _ => IPAddress.Loopback,
            CustomParser = result => IPAddress.Parse(result.Tokens[0].Value),
        };
        var advertise = new Option<DnsEndPoint?>("--advertise")
        {
            Description = "Address told to clients, for a log behind a proxy (default: where it listens)",
            HelpName = "HOST:PORT",
            CustomParser = Advertised,
        };
        var flush = new Option<string>("--flush")
        {
            Description = "When records are forced to disk: none, interval (1 s) or every-batch",
            HelpName = "MODE",
            DefaultValueFactory = _ => "none",
        };
        flush.AcceptOnlyFromAmong([.. Modes.Keys]);
        var security = new LogSecurityOptions();
        var command = new Command("serve", "Run the embedded log alone: one node, durable, not replicated.") { directory, port, listen, advertise, flush };
        security.AddTo(command);
        command.SetAction((parsed, stop) =>
        {
            var options = new BrokerOptions
            {
                DataDirectory = parsed.GetRequiredValue(directory).FullName,
                Port = parsed.GetValue(port),
                Address = parsed.GetRequiredValue(listen),
                AdvertisedHost = parsed.GetValue(advertise)?.Host,
                AdvertisedPort = parsed.GetValue(advertise)?.Port,
                Flush = Modes[parsed.GetRequiredValue(flush)],
                Certificate = security.Certificate(parsed),
                Users = security.Users(parsed),
            };
            return ServeAsync(options, stop);
        });
        return command.WithExamples("fraud log serve --dir .fraud/log --port 9092", "fraud log serve --dir /data/log --port 9092 --listen 0.0.0.0 --flush interval --tls-certificate server.pem --tls-key server.key --users users.txt");
    }

    private static DnsEndPoint? Advertised(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var colon = text.LastIndexOf(':');
        if (colon > 0 && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= IPEndPoint.MaxPort)
            return new DnsEndPoint(text[..colon], port);
        result.AddError($"--advertise is HOST:PORT, not '{text}'.");
        return null;
    }

    private static async Task<int> ServeAsync(BrokerOptions options, CancellationToken stop)
    {
        using var loggers = LoggerFactory.Create(Logs.Configure);
        try
        {
            await using var broker = await EmbeddedBroker.StartAsync(options, loggers, TimeProvider.System, stop);
            Console.Out.WriteLine($"{broker.BootstrapServers} serves {options.DataDirectory}; Ctrl-C stops it.");
            await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 0;
        }
        catch (InvalidOperationException e)
        {
            throw new OperatingFaultException(e.Message, e);
        }
    }
}
