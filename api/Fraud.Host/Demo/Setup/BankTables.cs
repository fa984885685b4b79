using Fraud.Simulator;
using Npgsql;
using NpgsqlTypes;

namespace Fraud.Host.Demo.Setup;

/// <summary>
/// The tables of a bank as CDC finds them anywhere: <c>customers</c> and <c>accounts</c>. They live in a database of the same server beside
/// what the product stores. <c>contact_changed_at</c> is the bank's own time of the change, here simulated.
/// </summary>
internal sealed class BankTables(NpgsqlDataSource database)
{
    /// <summary>The tables.</summary>
    public static readonly string[] Names = ["accounts", "customers"];

    private const string Create =
        """
        create table if not exists customers (
            customer_id         text primary key,
            full_name           text not null,
            email               text not null,
            phone               text not null,
            born_year           int not null,
            segment             text not null,
            home_city           text not null,
            home_country        char(2) not null,
            contact_changed_at  timestamptz);
        create table if not exists accounts (
            account_id            text primary key,
            customer_id           text not null references customers,
            currency              char(3) not null,
            home_country          char(2) not null,
            spending_limit_minor  bigint not null,
            opened_at             timestamptz not null,
            status                text not null);
        alter table customers replica identity full;
        alter table accounts replica identity full;
        """;

    /// <summary>Creates the tables where they are missing.</summary>
    public async Task CreateAsync(CancellationToken stop)
    {
        await using var create = database.CreateCommand(Create);
        await create.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Fills empty tables with the bank's customers; full ones stay as they are.</summary>
    /// <returns>Rows now in both tables.</returns>
    public async Task<long> FillAsync(World world, DateTimeOffset opened, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        if (await CountAsync(connection, stop) == 0)
        {
            await CopyCustomersAsync(connection, world, stop);
            await CopyAccountsAsync(connection, world, opened, stop);
        }

        var rows = await CountAsync(connection, stop);
        await transaction.CommitAsync(stop);
        return rows;
    }

    /// <summary>Changes a row as the simulated bank does. A change applied again, or after a later one, changes nothing.</summary>
    public async Task ApplyAsync(ProfileChange change, CancellationToken stop)
    {
        if (change.Email is not null || change.Phone is not null)
        {
            await using var contact = database.CreateCommand(
                """
                update customers set email = coalesce($1, email), phone = coalesce($2, phone), contact_changed_at = $3
                where customer_id = $4 and (contact_changed_at is null or contact_changed_at < $3)
                """);
            contact.Parameters.Add(Text(change.Email));
            contact.Parameters.Add(Text(change.Phone));
            contact.Parameters.Add(new NpgsqlParameter { Value = DateTimeOffset.FromUnixTimeMilliseconds(change.TimeMs) });
            contact.Parameters.Add(Text(change.CustomerId));
            await contact.ExecuteNonQueryAsync(stop);
        }

        if (change.SpendingLimitMinor is not { } limit) return;
        await using var account = database.CreateCommand(
            "update accounts set spending_limit_minor = $1 where account_id = $2 and spending_limit_minor is distinct from $1");
        account.Parameters.Add(new NpgsqlParameter { Value = limit });
        account.Parameters.Add(Text(change.AccountId));
        await account.ExecuteNonQueryAsync(stop);
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static async Task<long> CountAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var count = new NpgsqlCommand("select (select count(*) from customers) + (select count(*) from accounts)", connection);
        return (long)(await count.ExecuteScalarAsync(stop))!;
    }

    private static async Task CopyCustomersAsync(NpgsqlConnection connection, World world, CancellationToken stop)
    {
        await using var rows = await connection.BeginBinaryImportAsync(
            "copy customers (customer_id, full_name, email, phone, born_year, segment, home_city, home_country) from stdin (format binary)", stop);
        foreach (var customer in world.Customers)
        {
            await rows.StartRowAsync(stop);
            foreach (var text in new[] { customer.CustomerId, customer.Name, customer.Email, customer.Phone })
                await rows.WriteAsync(text, NpgsqlDbType.Text, stop);
            await rows.WriteAsync(customer.BornYear, NpgsqlDbType.Integer, stop);
            await rows.WriteAsync(customer.Segment, NpgsqlDbType.Text, stop);
            await rows.WriteAsync(customer.City, NpgsqlDbType.Text, stop);
            await rows.WriteAsync(customer.Country, NpgsqlDbType.Char, stop);
        }

        await rows.CompleteAsync(stop);
    }

    private static async Task CopyAccountsAsync(NpgsqlConnection connection, World world, DateTimeOffset opened, CancellationToken stop)
    {
        await using var rows = await connection.BeginBinaryImportAsync(
            "copy accounts (account_id, customer_id, currency, home_country, spending_limit_minor, opened_at, status) from stdin (format binary)",
            stop);
        var daysAgo = 0;
        foreach (var customer in world.Customers)
        {
            daysAgo = (daysAgo + 977) % 4000;
            await rows.StartRowAsync(stop);
            await rows.WriteAsync(customer.AccountId, NpgsqlDbType.Text, stop);
            await rows.WriteAsync(customer.CustomerId, NpgsqlDbType.Text, stop);
            await rows.WriteAsync(customer.Currency, NpgsqlDbType.Char, stop);
            await rows.WriteAsync(customer.Country, NpgsqlDbType.Char, stop);
            await rows.WriteAsync(customer.SpendingLimitMinor, NpgsqlDbType.Bigint, stop);
            await rows.WriteAsync(opened.AddDays(-30 - daysAgo).UtcDateTime, NpgsqlDbType.TimestampTz, stop);
            await rows.WriteAsync("active", NpgsqlDbType.Text, stop);
        }

        await rows.CompleteAsync(stop);
    }
}
