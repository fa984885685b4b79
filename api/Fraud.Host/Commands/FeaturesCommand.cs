using System.CommandLine;
using Fraud.Features;
using Fraud.Replay;
using Spectre.Console;

namespace Fraud.Host.Commands;

/// <summary><c>fraud features list</c>: the catalogue that rules and models draw on.</summary>
internal static class FeaturesCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var like = new Argument<string>("TEXT") { Description = "Only features whose name or definition holds this", Arity = ArgumentArity.ZeroOrOne };
        var list = new Command("list", "List the features with entity, type, unit and definition.") { like, json };
        list.SetAction(parsed =>
        {
            var text = parsed.GetValue(like) ?? "";
            var features = FeatureCatalogue.Default.Features.Where(feature =>
                feature.Name.Contains(text, StringComparison.OrdinalIgnoreCase) || feature.Definition.Contains(text, StringComparison.OrdinalIgnoreCase));
            if (parsed.GetValue(json))
                PrintJson(features);
            else
                PrintTable(features);
        });
        list.WithExamples("fraud features list", "fraud features list terminal", "fraud features list --json");
        return new Command("features", "What rules and models know of a payment.") { list }.WithExamples("fraud features list");
    }

    private static void PrintJson(IEnumerable<FeatureDefinition> features) => Console.Out.WriteLine(ReportJson.Text(
        features.Select(feature => new { feature.Name, Entity = EntityOf(feature), feature.Type, feature.Unit, feature.Definition })));

    private static void PrintTable(IEnumerable<FeatureDefinition> features)
    {
        var table = new Table().AddColumns("feature", "entity", "type", "unit", "definition");
        foreach (var feature in features)
        {
            table.AddRow(
                Markup.Escape(feature.Name), EntityOf(feature), feature.Type.ToString().ToLowerInvariant(),
                Markup.Escape(feature.Unit), Markup.Escape(feature.Definition));
        }

        AnsiConsole.Write(table);
    }

    private static string EntityOf(FeatureDefinition feature) => feature.Entity?.ToString().ToLowerInvariant() ?? "payment";
}
