using Dapper;
using Npgsql;
using Xunit;

namespace Fraud.IntegrationTests.Api;

/// <summary>What stands in a projection's database, asked past the api.</summary>
internal sealed class Projected(string postgres)
{
    /// <summary>Decisions 1 to <paramref name="last"/> and their alerts stand in every table once, counted once, in one order.</summary>
    public async Task AssertHoldsOnceAsync(int last)
    {
        var alerts = DecisionLog.Alerts(1, last);
        var hits = alerts * 2;
        Assert.Equal(last, await CountAsync("select count(*) from decisions"));
        Assert.Equal(last, await CountAsync("select sum(decisions) from decision_totals"));
        Assert.Equal(last, await CountAsync("select sum(decisions) from decision_series where kind <> 'alert'"));
        Assert.Equal(alerts, await CountAsync("select sum(decisions) from decision_series where kind = 'alert'"));
        Assert.Equal(hits, await CountAsync("select sum(hits) from hit_series where kind = 'reason'"));
        Assert.Equal(Enumerable.Range(1, last).Sum(i => 100L + i), await CountAsync("select sum(amount_minor) from decision_totals"));
        Assert.Equal(alerts, await CountAsync("select count(*) from alerts"));
        Assert.Equal(alerts, await CountAsync("select max(seq) from alerts"));
        Assert.Equal(alerts, await CountAsync("select last_seq from alert_feed"));
        Assert.Equal(last, await CountAsync("select count(*) from decisions where payment_id = 'P' || position_offset"));
    }

    public Task<long> CountAsync(string sql) => WithAsync(connection => connection.ExecuteScalarAsync<long>(sql));

    public Task<int> ExecuteAsync(string sql) => WithAsync(connection => connection.ExecuteAsync(sql));

    private async Task<T> WithAsync<T>(Func<NpgsqlConnection, Task<T>> ask)
    {
        await using var connection = new NpgsqlConnection(postgres);
        await connection.OpenAsync();
        return await ask(connection);
    }
}
