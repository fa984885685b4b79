using System.CommandLine;
using Fraud.Scoring.Models;

namespace Fraud.Host.Commands.Replay;

/// <summary>The options that say how trees are grown.</summary>
internal sealed class GrowthOptions
{
    private static readonly TrainingOptions Default = new();

    private readonly Option<int> _trees = Whole("--trees", "Trees", Default.Trees);
    private readonly Option<int> _depth = Whole("--depth", "Depth of a tree; FastTree grows 2^depth leaves instead", Default.Depth);
    private readonly Option<int?> _leafRows = new("--leaf-rows") { Description = "Rows a leaf needs; XGBoost weighs them by p(1-p) (default: the engine's own)", HelpName = "N" };
    private readonly Option<double> _rate = Real("--rate", "Learning rate, above 0 to 1", Default.LearningRate);
    private readonly Option<double> _fraudWeight = Real("--fraud-weight", "Weight of a fraudulent row; a genuine one weighs 1", Default.FraudWeight);
    private readonly Option<int> _seed = Whole("--seed", "Seed of everything random", Default.Seed);
    private readonly Option<int> _threads = Whole("--threads", "Threads of the engine", Environment.ProcessorCount);

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _trees, _depth, _leafRows, _rate, _fraudWeight, _seed, _threads })
            command.Add(option);
    }

    public TrainingOptions Read(ParseResult parsed) => new()
    {
        Trees = parsed.GetValue(_trees),
        Depth = parsed.GetValue(_depth),
        LeafRowsMin = parsed.GetValue(_leafRows),
        LearningRate = parsed.GetValue(_rate),
        FraudWeight = parsed.GetValue(_fraudWeight),
        Seed = parsed.GetValue(_seed),
        Threads = parsed.GetValue(_threads),
    };

    private static Option<int> Whole(string name, string description, int value) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };

    private static Option<double> Real(string name, string description, double value) =>
        new(name) { Description = description, HelpName = "X", DefaultValueFactory = _ => value };
}
