using Fraud.Host.Composition;
using Fraud.TestKit;
using Xunit;

namespace Fraud.EndToEndTests;

/// <summary>A test of the built dashboard in Chromium; skipped where one of them is absent, except in continuous integration.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DashboardFactAttribute : FactAttribute
{
    /// <summary>The browser.</summary>
    public const string Chromium = "/usr/bin/chromium";

    public DashboardFactAttribute()
    {
        if (SharedFolder.IsRequired) return;
        if (!File.Exists(Chromium)) Skip = "Chromium is not installed: apt-get install chromium";
        else if (Dashboard.FindFolder() is null) Skip = "The dashboard is not built: npm --prefix dashboard run build";
    }
}
