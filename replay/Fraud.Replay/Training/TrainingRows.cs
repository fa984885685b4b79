using Fraud.Contracts;
using Fraud.Features;
using Fraud.Replay.History;
using Fraud.Replay.Metrics;
using Fraud.Scoring.Models;

namespace Fraud.Replay.Training;

/// <summary>Sorts the rows of a replay into those to grow trees on, to calibrate on and to measure on.</summary>
internal sealed class TrainingRows
{
    private readonly TrainingPlan _plan;
    private readonly Dictionary<string, long> _fraudKnown = new(StringComparer.Ordinal);
    private readonly TimeRange _grow;
    private readonly TimeRange _calibrate;

    /// <summary>Empty sets.</summary>
    /// <param name="plan">The ranges.</param>
    /// <param name="catalogue">Names the columns.</param>
    public TrainingRows(TrainingPlan plan, FeatureCatalogue catalogue)
    {
        string[] columns = [.. catalogue.Features.Select(f => f.Name)];
        (_plan, _grow, _calibrate) = (plan, plan.Grow, plan.Calibrate);
        (Grow, Calibrate, Test) = (new TrainingSet(columns), new TrainingSet(columns), new TrainingSet(columns));
    }

    /// <summary>Rows to grow trees on.</summary>
    public TrainingSet Grow { get; }

    /// <summary>Rows to fit the calibration on.</summary>
    public TrainingSet Calibrate { get; }

    /// <summary>Rows to measure on.</summary>
    public TrainingSet Test { get; }

    /// <summary>The payments behind <see cref="Test"/>; their scores are still 0.</summary>
    public ScoredPayments Tested { get; } = new();

    /// <summary>Test payments left out because their account was known to be defrauded.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Takes the rows of a batch that are in a range.</summary>
    /// <param name="batch">The batch.</param>
    public void Add(ReplayBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Features.IsDuplicate(i))
                continue;
            var payment = batch.Records[i].Payment;
            Add(payment, batch.Features.Row(i), batch.IsFraud(i));
            if (batch.Label(i) is { Fraud: true } label && payment.EventTimeMs >= _plan.Train.From.ToUnixTimeMilliseconds())
                Note(label);
        }
    }

    private void Add(Payment payment, ReadOnlySpan<double> row, bool fraud)
    {
        if (_grow.Contains(payment.EventTimeMs))
        {
            Grow.Add(row, fraud);
        }
        else if (_calibrate.Contains(payment.EventTimeMs))
        {
            Calibrate.Add(row, fraud);
        }
        else if (_plan.Test.Contains(payment.EventTimeMs))
        {
            if (_plan.LeaveOutKnown && _fraudKnown.TryGetValue(payment.AccountId, out var known) && known <= payment.EventTimeMs)
            {
                LeftOut++;
                return;
            }
            Test.Add(row, fraud);
            Tested.Add(payment, 0, fraud);
        }
    }

    private void Note(Label label) =>
        _fraudKnown[label.AccountId] = Math.Min(label.KnownTimeMs, _fraudKnown.GetValueOrDefault(label.AccountId, long.MaxValue));
}
