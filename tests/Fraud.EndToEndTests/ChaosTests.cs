using System.Text.Json.Nodes;
using Fraud.TestKit;
using Xunit;

namespace Fraud.EndToEndTests;

/// <summary>A short run of <c>fraud chaos</c>; longer ones are made by hand.</summary>
public sealed class ChaosTests : IDisposable
{
    private readonly TempFolder _folder = new("chaos");

    [Fact]
    public async Task Killed_parts_lose_repeat_and_mistake_nothing()
    {
        var json = _folder.File("report.json");

        var (code, output) = await FraudProgram.RunAsync(
            "chaos", "--seed", "5", "--payments", "6000", "--kills", "6", "--data", _folder.File("data"), "--json", json);

        Assert.True(code == 0, output);
        var report = JsonNode.Parse(await File.ReadAllTextAsync(json))!;
        Assert.Equal(6_000, (long)report["records"]!);
        Assert.Equal((long)report["payments"]!, (long)report["decisions"]!);
        Assert.InRange((long)report["malformed"]!, 1, 5_999);
        Assert.Equal(6, report["faults"]!.AsObject().Sum(fault => (int)fault.Value!));
    }

    public void Dispose() => _folder.Dispose();
}
