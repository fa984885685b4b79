using System.CommandLine;
using Fraud.Features.Redis;
using Fraud.Features.Redis.Savepoints;
using Fraud.Host.Composition;
using Fraud.Worker;
using Fraud.Worker.Savepoints;

namespace Fraud.Host.Commands.Savepoints;

/// <summary>What all savepoint commands are told: the servers, the folder of savepoints, the stage.</summary>
internal sealed class SavepointOptions
{
    private readonly InstanceOptions _instance = new();
    private readonly Option<string?> _folder = new("--dir") { Description = "Folder of savepoints (default: savepoints/ of the data folder)", HelpName = "DIR" };
    private readonly Option<string> _group = new("--group") { Description = "Consumer group of the scoring stage", HelpName = "NAME", DefaultValueFactory = _ => ScoringOptions.GroupIdDefault };
    private readonly Option<string> _namespace = new("--namespace") { Description = "First part of the stage's keys in Redis", HelpName = "NAME", DefaultValueFactory = _ => RedisStateOptions.NamespaceDefault };

    public Command AddTo(Command command)
    {
        command.Add(_folder);
        command.Add(_group);
        command.Add(_namespace);
        return _instance.AddTo(command);
    }

    public InstanceOptions Instance => _instance;

    public SavepointFolder Folder(ParseResult parsed) => new(FolderPath(parsed));

    public string FolderPath(ParseResult parsed) => Path.GetFullPath(
        parsed.GetValue(_folder) ?? _instance.Configuration(parsed)["savepoints"] ?? Path.Combine(_instance.Read(parsed).DataFolder, LivePolicy.SavepointFolder));

    public string Group(ParseResult parsed) => parsed.GetRequiredValue(_group);

    public SavepointTarget Target(ParseResult parsed)
    {
        var (kafka, redis) = _instance.Stage(parsed);
        return new SavepointTarget
        {
            Kafka = kafka,
            Redis = new RedisStateOptions { Configuration = redis, Namespace = parsed.GetRequiredValue(_namespace) },
            GroupId = Group(parsed),
        };
    }
}
