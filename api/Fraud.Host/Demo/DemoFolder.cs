namespace Fraud.Host.Demo;

/// <summary>What a demo puts into the data folder.</summary>
/// <param name="Path">The data folder.</param>
internal sealed record DemoFolder(string Path)
{
    /// <summary>The simulated history with labels.</summary>
    public string History => System.IO.Path.Combine(Path, "history.ndjson");

    /// <summary>The model trained on it.</summary>
    public string Model => System.IO.Path.Combine(Path, "model");

    /// <summary>Payments the gateway acknowledged.</summary>
    public string Journal => System.IO.Path.Combine(Path, "demo-acknowledged.log");
}
