using Fraud.TestKit;
using Npgsql;
using StackExchange.Redis;
using Xunit;

namespace Fraud.IntegrationTests.Host;

public sealed class FixtureTests(RedisFixture redis, PostgresFixture postgres) : IClassFixture<RedisFixture>, IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Two_databases_of_the_shared_Postgres_are_apart()
    {
        var other = await postgres.CreateDatabaseAsync();
        await ExecuteAsync(postgres.ConnectionString, "create table only_here()");
        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(other, "select * from only_here"));
    }

    [Fact]
    public async Task Two_classes_have_two_databases_of_the_shared_Redis()
    {
        var fixture = new RedisFixture();
        await fixture.InitializeAsync();
        await using var mine = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        await using var theirs = await ConnectionMultiplexer.ConnectAsync(fixture.ConnectionString);
        await mine.GetDatabase().StringSetAsync("k", "mine");
        Assert.True((await theirs.GetDatabase().StringGetAsync("k")).IsNull);
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
