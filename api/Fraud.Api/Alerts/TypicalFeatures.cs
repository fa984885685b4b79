using System.Collections.Concurrent;
using Fraud.Api.Storage;
using Npgsql;

namespace Fraud.Api.Alerts;

/// <summary>What is typical of each feature, from the sample of approved decisions that the projection keeps.</summary>
internal sealed class TypicalFeatures(Database database, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, SharedRead<TypicalRange?[]>> _bySet = new();

    /// <summary>Ranges by column of a feature set, at most half a minute old; empty when none were sampled.</summary>
    public Task<TypicalRange?[]> ReadAsync(string featureSet, CancellationToken cancellationToken) =>
        _bySet.GetOrAdd(featureSet, set => new(() => RangesAsync(set), Kept, time)).GetAsync(cancellationToken);

    private async Task<TypicalRange?[]> RangesAsync(string featureSet)
    {
        var columns = new List<List<double>>();
        await using var connection = await database.OpenAsync().ConfigureAwait(false);
        await using var command = new NpgsqlCommand("select features from feature_sample where feature_set = $1", connection) { Parameters = { new() { Value = featureSet } } };
        await using var rows = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await rows.ReadAsync().ConfigureAwait(false))
        {
            var features = rows.GetFieldValue<double[]>(0);
            while (columns.Count < features.Length) columns.Add([]);
            for (var i = 0; i < features.Length; i++)
            {
                if (!double.IsNaN(features[i])) columns[i].Add(features[i]);
            }
        }

        return [.. columns.Select(TypicalRange.Of)];
    }
}
