using System.Security.Cryptography;
using System.Text;
using Fraud.Features;
using Fraud.Host.Runtime;
using Fraud.Scoring.Models;
using Fraud.Scoring.Policies;
using Fraud.Worker;

namespace Fraud.Host.Composition;

/// <summary>What an instance decides under: the policy file and the model bundle it was given, or found in its data folder.</summary>
public static class LivePolicy
{
    /// <summary>Name of the policy file in a data folder.</summary>
    public const string PolicyFile = "policy.yaml";

    /// <summary>Name of the model bundle's folder in a data folder.</summary>
    public const string ModelFolder = "model";

    /// <summary>Name of the folder of savepoints in a data folder.</summary>
    public const string SavepointFolder = "savepoints";

    /// <summary>The policy that comes with the product.</summary>
    public static string DefaultPolicyFile => Path.Combine(AppContext.BaseDirectory, "policies", "card-fraud.yaml");

    /// <summary>Loads, checks and compiles the instance's policy with its model.</summary>
    /// <exception cref="OperatingFaultException">A file is missing or wrong; the message says where.</exception>
    public static PolicySource Load(FraudOptions options)
    {
        var model = Model(options);
        return new PolicySource(Compile(StarterFile(options), model), model);
    }

    /// <summary>The policy file that the instance was given, or found in its data folder, or that comes with the product.</summary>
    public static string StarterFile(FraudOptions options)
    {
        var local = Path.Combine(options.DataFolder, PolicyFile);
        return options.Policy ?? (File.Exists(local) ? local : DefaultPolicyFile);
    }

    /// <summary>Loads, checks and compiles a policy file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The model; null for rules alone.</param>
    /// <exception cref="OperatingFaultException">The file is missing or wrong; the message says where.</exception>
    public static CompiledPolicy Compile(string file, IRiskModel? model)
    {
        if (!File.Exists(file))
            throw new OperatingFaultException($"There is no policy file {file}: correct --policy.");
        if (PolicyChecker.TryCheck(File.ReadAllText(file), FeatureCatalogue.Default, out var errors) is { } policy)
            return new PolicyBinder(model).Bind(policy);
        throw new OperatingFaultException($"{file}:{errors[0]}. ./fraud rules check {file} shows all {errors.Count} errors.");
    }

    /// <summary>Settings of the instance's scoring worker.</summary>
    public static ScoringOptions Worker(FraudOptions options, Addresses addresses) => new()
    {
        Kafka = addresses.Kafka,
        Redis = addresses.Redis,
        Partitions = options.Partitions,
        SavepointFolder = options.Savepoints ?? Path.Combine(options.DataFolder, SavepointFolder),
        AcceptLostHistory = options.AcceptLostHistory,
        ProfileTables = [.. options.Tables.Select(table => table.Split('.')[^1])],
        RedisAway = options.RedisAway,
        DegradeAfter = TimeSpan.FromSeconds(options.DegradeAfterSeconds),
        InstanceId = options.Instance ?? "scoring-" + Digest($"{Environment.MachineName}:{Path.GetFullPath(options.DataFolder)}"),
    };

    private static TreeEnsemble? Model(FraudOptions options)
    {
        var local = Path.Combine(options.DataFolder, ModelFolder);
        var folder = options.Model ?? (File.Exists(Path.Combine(local, ModelBundle.FileName)) ? local : null);
        if (folder is null)
            return null;
        try
        {
            return ModelBundle.Load(folder, [.. FeatureCatalogue.Default.Features.Select(f => f.Name)]).Model;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new OperatingFaultException($"{e.Message} Train it again with ./fraud train, or name another with --model.", e);
        }
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
}
