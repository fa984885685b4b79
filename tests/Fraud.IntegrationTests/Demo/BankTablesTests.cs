using System.Text.Json;
using Confluent.Kafka;
using Fraud.Contracts;
using Fraud.Host.Demo.Audit;
using Fraud.Host.Demo.Setup;
using Fraud.Host.Runtime;
using Fraud.Ingest.Kafka;
using Fraud.Simulator;
using Fraud.TestKit;
using Npgsql;
using Xunit;

namespace Fraud.IntegrationTests.Demo;

public sealed class BankTablesTests(PostgresFixture postgres, BrokerFixture broker)
    : IClassFixture<PostgresFixture>, IClassFixture<BrokerFixture>
{
    private const long HourMs = 3_600_000;

    private readonly World _world = new(new WorldOptions { Accounts = 50 });

    [Fact]
    public async Task Filling_twice_fills_once()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync());
        var bank = await FilledAsync(database);

        Assert.Equal(100, await bank.FillAsync(_world, DateTimeOffset.UnixEpoch, CancellationToken.None));
    }

    [Fact]
    public async Task Changes_applied_again_or_late_leave_the_newest_contact()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync());
        var bank = await FilledAsync(database);
        var customer = _world.Customers.First();
        ProfileChange Change(int hour, string? email, string? phone) =>
            new(hour * HourMs, customer.CustomerId, customer.AccountId, email, phone, null);

        await bank.ApplyAsync(Change(1, "first@mail.example", null), CancellationToken.None);
        await bank.ApplyAsync(Change(3, null, "+49 1"), CancellationToken.None);
        await bank.ApplyAsync(Change(1, "first@mail.example", null), CancellationToken.None);
        await bank.ApplyAsync(Change(2, "late@mail.example", null), CancellationToken.None);

        await using var read = database.CreateCommand($"select email || phone from customers where customer_id = '{customer.CustomerId}'");
        Assert.Equal("first@mail.example+49 1", await read.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_row_that_did_not_reach_the_log_is_noticed()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync());
        await FilledAsync(database);
        await new TopicCreator(broker.BootstrapServers).EnsureAsync(TopicLayout.Product(1, BankTables.Names), TimeSpan.FromSeconds(30));
        var customers = _world.Customers.ToList();
        await CarryAsync([.. customers.Skip(1), customers[0] with { Email = "another@mail.example" }]);

        var check = new ProfileCheck(broker.BootstrapServers, database, TimeProvider.System);
        var fault = await Assert.ThrowsAsync<OperatingFaultException>(() => check.UntilCarriedAsync(TimeSpan.FromSeconds(2), CancellationToken.None));
        Assert.StartsWith("1 rows", fault.Message, StringComparison.Ordinal);

        // Both in one partition and the last of them the one that was missing, so that it is known how many are read.
        await CarryCustomersAsync(customers[0] with { Email = "yet.another@mail.example" }, customers[0]);
        var changes = await new ProfileCheck(broker.BootstrapServers, database, TimeProvider.System)
            .UntilCarriedAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        Assert.Equal(102, changes);
    }

    private async Task<BankTables> FilledAsync(NpgsqlDataSource database)
    {
        var bank = new BankTables(database);
        await bank.CreateAsync(CancellationToken.None);
        await bank.CreateAsync(CancellationToken.None);
        Assert.Equal(100, await bank.FillAsync(_world, DateTimeOffset.UnixEpoch, CancellationToken.None));
        return bank;
    }

    private async Task CarryAsync(params IReadOnlyList<CustomerProfile> customers)
    {
        await CarryCustomersAsync(customers);
        await CarryAsync("accounts", customers.Select(customer => new { account_id = customer.AccountId, spending_limit_minor = customer.SpendingLimitMinor }));
    }

    private Task CarryCustomersAsync(params IReadOnlyList<CustomerProfile> customers) =>
        CarryAsync("customers", customers.Select(customer => new { customer_id = customer.CustomerId, email = customer.Email, phone = customer.Phone }));

    private async Task CarryAsync(string table, IEnumerable<object> rows)
    {
        using var producer = new ProducerBuilder<byte[], byte[]>(KafkaClients.IdempotentProducer(broker.BootstrapServers))
            .SetLogHandler((_, _) => { }).Build();
        foreach (var row in rows)
            await producer.ProduceAsync(Topics.Cdc(table), Change(table, row));
    }

    private static Message<byte[], byte[]> Change(string table, object after) => new()
    {
        Value = JsonSerializer.SerializeToUtf8Bytes(new { op = "r", after, source = new { table, schema = "public", ts_ms = 1 }, ts_ms = 1 }),
    };
}
