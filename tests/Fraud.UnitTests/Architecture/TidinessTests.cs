using System.Text.RegularExpressions;
using Xunit;

namespace Fraud.UnitTests.Architecture;

public sealed partial class TidinessTests
{
    private const int FileLinesMax = 300;
    private const int ReadmeLinesMax = 40;

    [Fact]
    public void No_source_file_is_longer_than_300_lines() =>
        Assert.DoesNotContain(Repository.Files("*.cs", "*.ts", "*.tsx"), file => Lines(file).Length > FileLinesMax);

    [Fact]
    public void Types_are_named_by_what_they_are() =>
        Assert.Empty(Repository.Files("*.cs").SelectMany(file => Vague().Matches(Text(file)).Select(match => $"{file}: {match.Value}")));

    [Fact]
    public void Code_is_not_folded_away_in_regions() =>
        Assert.DoesNotContain(
            Repository.Files("*.cs"), file => Lines(file).Any(line => line.TrimStart().StartsWith("#region", StringComparison.Ordinal)));

    [Fact]
    public void Every_top_level_folder_says_in_40_lines_what_it_is()
    {
        foreach (var folder in Repository.Flow.Append("dashboard").Where(folder => Directory.Exists(Path.Combine(Repository.Root, folder))))
            Assert.InRange(Lines($"{folder}/README.md").Length, 1, ReadmeLinesMax);
    }

    [Fact]
    public void A_project_lies_in_a_folder_of_its_name_directly_in_the_flow() =>
        Assert.All(Repository.Projects, project =>
        {
            var parts = project.Split('/');
            Assert.Equal(3, parts.Length);
            Assert.Equal(parts[1], Path.GetFileNameWithoutExtension(parts[2]));
        });

    private static string Text(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    private static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Repository.Root, file));

    [GeneratedRegex(@"\b(class|record|struct|interface)\s+\w*(Manager|Helper|Helpers|Util|Utils|Utility|Utilities)\b")]
    private static partial Regex Vague();
}
