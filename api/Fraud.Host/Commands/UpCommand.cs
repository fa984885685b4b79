using System.CommandLine;
using System.Globalization;
using Fraud.Host.Composition;
using Fraud.Host.Runtime;
using Fraud.Worker;

namespace Fraud.Host.Commands;

/// <summary><c>fraud up</c>: runs roles in the foreground until Ctrl-C.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var instance = new InstanceOptions();
        var roles = new Option<string?>("--roles") { Description = "Roles to run, by comma: gateway, cdc, worker, api (default: all)", HelpName = "ROLES" };
        var listen = new Option<string?>("--listen") { Description = "Address to serve HTTP on (default: 127.0.0.1)", HelpName = "IP" };
        var port = new Option<int?>("--port") { Description = "HTTP port (default: the folder's last one, or a free one)", HelpName = "PORT" };
        var keys = new Option<string?>("--keys") { Description = "Folder of the API keys, to share them between processes (default: the data folder)", HelpName = "DIR" };
        var partitions = new Option<int?>("--partitions") { Description = "Partitions of topics that do not exist yet (default: 4)", HelpName = "N" };
        var tables = new Option<string?>("--tables") { Description = "Postgres tables whose changes are carried to the log (default: accounts,customers)", HelpName = "A,B" };
        var policy = new Option<string?>("--policy") { Description = "Policy file (default: policy.yaml of the data folder, else the default policy)", HelpName = "FILE" };
        var model = new Option<string?>("--model") { Description = "Model bundle (default: model/ of the data folder, else rules alone)", HelpName = "DIR" };
        var name = new Option<string?>("--instance") { Description = "Name of this worker, different from every other's (default: made of machine and data folder)", HelpName = "NAME" };
        var away = new Option<string?>("--redis-away") { Description = "While Redis is away: wait, or degrade, to decide without features what needs it (default: wait)", HelpName = "HOW" };
        var after = new Option<double?>("--degrade-after") { Description = "Seconds one read of states may take before payments are decided without it (default: 2)", HelpName = "S" };
        var savepoints = new Option<string?>("--savepoints") { Description = "Folder of savepoints, used when Redis has no states (default: savepoints/ of the data folder)", HelpName = "DIR" };
        var acceptLoss = new Option<bool>("--accept-lost-history") { Description = "Start even when states are gone and neither a savepoint nor the whole log is there" };
        var command = new Command("up", "Run the platform: a local Redis, Postgres and log where none is given, and all roles or some.")
        {
            roles, listen, port, keys, partitions, tables, policy, model, name, away, after, savepoints, acceptLoss,
        };
        command.SetAction((parsed, stop) =>
        {
            var configuration = instance.Configuration(parsed);
            var given = instance.Read(parsed);
            var options = given with
            {
                Roles = ParseRoles(parsed.GetValue(roles) ?? configuration["roles"]) ?? given.Roles,
                Listen = parsed.GetValue(listen) ?? configuration["listen"] ?? given.Listen,
                KeyFolder = parsed.GetValue(keys) ?? configuration["keys"],
                Port = parsed.GetValue(port) ?? ParseNumber(configuration["port"]),
                Partitions = parsed.GetValue(partitions) ?? ParseNumber(configuration["partitions"]) ?? given.Partitions,
                Tables = (parsed.GetValue(tables) ?? configuration["tables"])?.Split(',', StringSplitOptions.TrimEntries) ?? given.Tables,
                Policy = parsed.GetValue(policy) ?? configuration["policy"],
                Model = parsed.GetValue(model) ?? configuration["model"],
                Instance = parsed.GetValue(name) ?? configuration["instance"],
                RedisAway = ParseAway(parsed.GetValue(away) ?? configuration["redis_away"]),
                DegradeAfterSeconds = (parsed.GetValue(after) ?? ParseSeconds(configuration["degrade_after"]) ?? given.DegradeAfterSeconds) is >= 0.01 and <= 3600 and var seconds
                    ? seconds
                    : throw new OperatingFaultException("--degrade-after is 0.01 to 3600 seconds."),
                Savepoints = parsed.GetValue(savepoints) ?? configuration["savepoints"],
                AcceptLostHistory = parsed.GetValue(acceptLoss),
            };
            return RunAsync(options, stop);
        });
        return instance.AddTo(command).WithExamples(
            "fraud up",
            "fraud up --data /var/lib/fraud --port 8080",
            "fraud up --policy my-policy.yaml --model model/",
            "fraud up --roles worker --kafka broker:9092 --redis redis:6379 --postgres 'Host=db;Username=fraud;Database=fraud'");
    }

    private static async Task<int> RunAsync(FraudOptions options, CancellationToken stop)
    {
        await using var platform = await Platform.StartAsync(options, TimeProvider.System, stop);
        Print(options, platform);
        var end = new TaskCompletionSource();
        await using var asked = stop.Register(() => end.TrySetResult());
        await using var failed = platform.Stopping.Register(() => end.TrySetResult());
        await end.Task;
        if (stop.IsCancellationRequested)
            return 0;
        throw new OperatingFaultException("A role stopped with an error, told above: mend it and start again; nothing is lost.");
    }

    private static void Print(FraudOptions options, Platform platform)
    {
        List<(string Name, string Value)> lines =
        [
            ("http", platform.Http),
            ("kafka", platform.Addresses.Kafka),
            ("redis", platform.Addresses.Redis),
            ("postgres", WithoutPassword(platform.Addresses.Postgres)),
            ("data", options.DataFolder),
            ("roles", string.Join(", ", options.Roles.Order().Select(role => role.ToString().ToLowerInvariant()))),
        ];
        if (platform.FirstKeys is { } keys)
            lines.AddRange([("payments key", keys.Payments), ("admin key", keys.Admin)]);
        // Not a Spectre table: it would break a key over two lines, and keys are there to be copied.
        foreach (var (name, value) in lines)
            Console.Out.WriteLine($"{name,-14}{value}");
        Console.Out.WriteLine("Ctrl-C stops it.");
    }

    private static string WithoutPassword(string connection) =>
        new Npgsql.NpgsqlConnectionStringBuilder(connection) { Password = null }.ConnectionString;

    private static HashSet<Role>? ParseRoles(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(name => Enum.TryParse<Role>(name, ignoreCase: true, out var role) && Enum.IsDefined(role)
            ? role
            : throw new OperatingFaultException($"There is no role {name}: give some of gateway, cdc, worker, api, separated by commas."))
        .ToHashSet();

    private static RedisAway ParseAway(string? text) => text switch
    {
        null or "wait" => RedisAway.Wait,
        "degrade" => RedisAway.Degrade,
        _ => throw new OperatingFaultException($"--redis-away is wait or degrade, not {text}."),
    };

    private static double? ParseSeconds(string? text) => text is null ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds
        : throw new OperatingFaultException($"{text} is not a number of seconds: correct the environment or the configuration file.");

    private static int? ParseNumber(string? text) => text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new OperatingFaultException($"{text} is not a number: correct the environment or the configuration file.");
}
