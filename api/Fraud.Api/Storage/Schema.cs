using DbUp;
using DbUp.Engine.Output;
using Npgsql;

namespace Fraud.Api.Storage;

/// <summary>Creates and upgrades the api's tables from the numbered scripts in this assembly.</summary>
public static class Schema
{
    private const long UpgradeLock = 0x6672617564_01;

    /// <summary>Brings the schema up to date. Safe to call from several processes at once: they take turns.</summary>
    /// <param name="connectionString">Connection string of an existing database.</param>
    /// <param name="cancellationToken">Gives up waiting for a turn.</param>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    /// <exception cref="InvalidOperationException">A script failed; the schema stays as the script before it left it.</exception>
    public static async Task UpgradeAsync(string connectionString, CancellationToken cancellationToken = default)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
        await using var turn = new NpgsqlConnection(unpooled);
        await turn.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var wait = new NpgsqlCommand("select pg_advisory_lock($1)", turn) { Parameters = { new() { Value = UpgradeLock } } };
        await wait.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);

        var result = DeployChanges.To.PostgresqlDatabase(unpooled)
            .WithScriptsEmbeddedInAssembly(typeof(Schema).Assembly)
            .WithTransactionPerScript()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
            throw new InvalidOperationException($"Schema script {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
    }
}
