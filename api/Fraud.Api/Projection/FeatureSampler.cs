using Fraud.Contracts;
using Npgsql;

namespace Fraud.Api.Projection;

/// <summary>Keeps a rotating sample of approved decisions' features, from which the overview of one alert tells what is typical.</summary>
internal sealed class FeatureSampler
{
    /// <summary>Decisions in the sample.</summary>
    public const int Slots = 1024;

    private const int PerBatchMax = 4;
    private int _slot;

    public void AddTo(NpgsqlBatch batch, List<DecisionRow> rows)
    {
        var step = Math.Max(1, rows.Count / PerBatchMax);
        for (int i = 0, taken = 0; i < rows.Count && taken < PerBatchMax; i += step)
        {
            var decision = rows[i].Decision;
            if (decision.Outcome != Outcome.Approve || decision.Features.Length == 0) continue;
            batch.BatchCommands.Add(new NpgsqlBatchCommand(ProjectionSql.UpsertSample)
            {
                Parameters = { new() { Value = _slot }, new() { Value = decision.FeatureSet }, new() { Value = decision.Features } },
            });
            _slot = (_slot + 1) % Slots;
            taken++;
        }
    }
}
