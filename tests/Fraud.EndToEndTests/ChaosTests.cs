using System.Text.Json.Nodes;
using Fraud.TestKit;
using Xunit;

namespace Fraud.EndToEndTests;

/// <summary>Short runs of <c>fraud chaos</c>; longer ones are made by hand.</summary>
public sealed class ChaosTests : IDisposable
{
    private readonly TempFolder _folder = new("chaos");

    [Fact]
    public async Task Killed_parts_lose_repeat_and_mistake_nothing()
    {
        var (code, report, output) = await RunAsync("--seed", "5", "--payments", "6000", "--kills", "6");

        Assert.True(code == 0, output);
        Assert.Equal(6_000, (long)report["records"]!);
        Assert.Equal((long)report["payments"]!, (long)report["decisions"]!);
        Assert.InRange((long)report["malformed"]!, 1, 5_999);
        Assert.Equal(6, report["faults"]!.AsObject().Sum(fault => (int)fault.Value!));
        foreach (var name in (string[])["missing", "duplicated", "feature_mismatches", "alerts_mismatch", "projection_mismatch"])
            Assert.Equal(0, (long)report[name]!);
    }

    [Theory]
    [InlineData("duplicate", "duplicated")]
    [InlineData("loss", "missing")]
    [InlineData("dirty-state", "feature_mismatches")]
    public async Task A_planted_fault_is_found(string fault, string found)
    {
        var (code, report, output) = await RunAsync("--seed", "6", "--payments", "1000", "--kills", "0", "--plant", fault);

        Assert.True(code != 0, output);
        Assert.True((long)report[found]! > 0, output);
        Assert.False((bool)report["is_proven"]!);
        Assert.Contains("Seed 6: ", output, StringComparison.Ordinal);
    }

    [ApacheKafkaFact]
    public async Task On_Apache_Kafka_killed_parts_lose_repeat_and_mistake_nothing()
    {
        using var kafka = await ApacheKafka.StartAsync();

        var (code, report, output) = await RunAsync("--seed", "7", "--payments", "6000", "--kills", "6", "--kafka", kafka.BootstrapServers);

        Assert.True(code == 0, output);
        Assert.DoesNotContain(report["faults"]!.AsObject(), planted => planted.Key.EndsWith("Log", StringComparison.Ordinal));
    }

    [ApacheKafkaFact]
    public async Task An_Apache_Kafka_that_is_killed_and_paused_loses_and_repeats_nothing()
    {
        var (code, report, output) = await RunAsync("--seed", "26", "--payments", "4000", "--kills", "6", "--kafka-home", SharedFolder.File("kafka"));

        Assert.True(code == 0, output);
        Assert.Equal((long)report["payments"]!, (long)report["decisions"]!);
        Assert.Equal(1, (int)report["faults"]!["KillLog"]!);
        Assert.Equal(2, (int)report["faults"]!["PauseLog"]!);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(int Code, JsonNode Report, string Output)> RunAsync(params string[] arguments)
    {
        var json = _folder.File("report.json");
        using var program = FraudProgram.Start(["chaos", .. arguments, "--data", _folder.File("data"), "--json", json]);
        var code = await program.WaitForExitAsync(TimeSpan.FromMinutes(10));
        Assert.True(File.Exists(json), program.Output);
        return (code, JsonNode.Parse(await File.ReadAllTextAsync(json))!, program.Output);
    }
}
