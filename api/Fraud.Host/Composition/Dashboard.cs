namespace Fraud.Host.Composition;

/// <summary>Serves the built dashboard.</summary>
internal static class Dashboard
{
    private const string Page = "index.html";

    /// <summary>
    /// The folder of the built dashboard: <c>dashboard</c> beside the program, as deployed, or <c>dashboard/dist</c> of the checkout the
    /// program was built in. Null where it was not built; the instance then has no pages.
    /// </summary>
    public static string? FindFolder()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "dashboard");
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var built = Path.Combine(folder.FullName, "dashboard", "dist");
            if (File.Exists(Path.Combine(built, Page)))
                return built;
        }
        return File.Exists(Path.Combine(beside, Page)) ? beside : null;
    }

    /// <summary>Files as they are; any other address outside the HTTP interface gives the page, which routes by itself.</summary>
    public static void MapDashboard(this WebApplication app)
    {
        if (FindFolder() is null)
            return;
        app.UseDefaultFiles();
        app.UseStaticFiles();
        app.MapFallback("/v1/{**rest}", () => Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such resource."));
        app.MapFallbackToFile(Page);
    }
}
