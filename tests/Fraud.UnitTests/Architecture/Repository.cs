using System.Xml.Linq;

namespace Fraud.UnitTests.Architecture;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The top-level folders in the order of the flow: a project references its own folder or one further left.</summary>
    public static readonly IReadOnlyList<string> Flow = ["ingest", "features", "scoring", "replay", "api", "tests"];

    public static readonly string Root = FindRoot();

    /// <summary>All projects of the flow, as paths relative to the root.</summary>
    public static IReadOnlyList<string> Projects { get; } = [.. Files("*.csproj")];

    /// <summary>Source files of the flow and the dashboard, as paths relative to the root.</summary>
    public static IEnumerable<string> Files(params string[] patterns) =>
        from folder in Flow.Append("dashboard")
        let path = Path.Combine(Root, folder)
        where Directory.Exists(path)
        from pattern in patterns
        from file in Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Root, file)
        where !relative.Split('/').Any(part => part is "node_modules" or "dist" or "bin" or "obj")
        select relative;

    /// <summary>Projects that a project references, relative to the root.</summary>
    public static IEnumerable<string> ReferencesOf(string project) =>
        from reference in XDocument.Load(Path.Combine(Root, project)).Descendants("ProjectReference")
        let target = Path.Combine(Root, Path.GetDirectoryName(project)!, reference.Attribute("Include")!.Value)
        select Path.GetRelativePath(Root, Path.GetFullPath(target));

    /// <summary>Packages that a project itself references.</summary>
    public static IEnumerable<string> PackagesOf(string project) =>
        XDocument.Load(Path.Combine(Root, project)).Descendants("PackageReference").Select(package => package.Attribute("Include")!.Value);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Fraud.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
