using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Fraud.Host.Runtime;
using Fraud.TestKit;
using Npgsql;
using Xunit;

namespace Fraud.IntegrationTests.Host;

public sealed class UpTests : IDisposable
{
    private readonly TempFolder _folder = new("up");

    [Fact]
    public async Task Up_is_ready_and_Ctrl_C_stops_all_of_it()
    {
        using var up = FraudProgram.Start("up", "--data", _folder.Path);
        var instance = await up.UntilUpAsync(_folder.Path);
        using var http = new HttpClient();
        await Eventually.UntilAsync(async () =>
            (await (await http.GetAsync(new Uri($"{instance.Http}/health/ready"))).Content.ReadFromJsonAsync<JsonNode>())?["status"]?.ToString() == "Healthy");
        Assert.Contains("dotnet_gc", await http.GetStringAsync(new Uri($"{instance.Http}/metrics")), StringComparison.Ordinal);

        Assert.Equal(0, await up.InterruptAsync());

        Assert.Empty(LeftBehind());
        Assert.Null(new RuntimeFile(_folder.Path).Read().Instance);
    }

    [Fact]
    public async Task A_second_up_on_the_same_folder_is_refused_with_one_sentence()
    {
        using var first = FraudProgram.Start("up", "--data", _folder.Path);
        await first.UntilUpAsync(_folder.Path);

        var (code, output) = await FraudProgram.RunAsync("up", "--data", _folder.Path);

        Assert.Equal(1, code);
        Assert.Contains($"process {first.Id} runs on {_folder.Path}", output, StringComparison.Ordinal);
        Assert.Contains("--data", output, StringComparison.Ordinal);
        Assert.Equal(0, await first.InterruptAsync());
    }

    [Fact]
    public async Task After_a_kill_the_same_folder_goes_on_with_its_data_and_its_addresses()
    {
        using var killed = FraudProgram.Start("up", "--data", _folder.Path);
        var before = await killed.UntilUpAsync(_folder.Path);
        await ExecuteAsync(before.Postgres, "create table kept as select 1 as n");
        await killed.KillAsync();
        Assert.NotEmpty(LeftBehind());

        using var again = FraudProgram.Start("up", "--data", _folder.Path);
        var after = await again.UntilUpAsync(_folder.Path);

        Assert.Equal((before.Kafka, before.Http), (after.Kafka, after.Http));
        await ExecuteAsync(after.Postgres, "select n from kept");
        Assert.Equal(0, await again.InterruptAsync());
        Assert.Empty(LeftBehind());
    }

    [Fact]
    public async Task Two_folders_do_not_disturb_each_other()
    {
        using var other = new TempFolder("up");
        using var first = FraudProgram.Start("up", "--data", _folder.Path);
        using var second = FraudProgram.Start("up", "--data", other.Path);
        var (one, two) = (await first.UntilUpAsync(_folder.Path), await second.UntilUpAsync(other.Path));
        Assert.Empty(new[] { one.Kafka, one.Redis, one.Postgres, one.Http }.Intersect([two.Kafka, two.Redis, two.Postgres, two.Http]));

        Assert.Equal(0, await first.InterruptAsync());
        await ExecuteAsync(two.Postgres, "select 1");
        Assert.Equal(0, await second.InterruptAsync());
    }

    [Fact]
    public async Task Commands_find_the_instance_of_their_folder()
    {
        var (code, output) = await FraudProgram.RunAsync("log", "topics", "--data", _folder.Path);
        Assert.Equal(1, code);
        Assert.Contains("Nothing runs on", output, StringComparison.Ordinal);

        using var up = FraudProgram.Start("up", "--data", _folder.Path);
        await up.UntilUpAsync(_folder.Path);
        (code, output) = await FraudProgram.RunAsync("log", "topics", "--data", _folder.Path);
        Assert.Equal(0, code);
        Assert.Contains("payments.v1", output, StringComparison.Ordinal);
        (code, output) = await FraudProgram.RunAsync("doctor", "--data", _folder.Path);
        Assert.True(code == 0, output);
        Assert.Equal(0, await up.InterruptAsync());
    }

    public void Dispose() => _folder.Dispose();

    private List<RunningProcess> LeftBehind() =>
        [.. RunningProcess.All().Where(process => process.Arguments.Any(argument => argument.StartsWith(_folder.Path + "/", StringComparison.Ordinal)))];

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
