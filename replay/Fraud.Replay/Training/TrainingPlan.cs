using Fraud.Scoring.Models;

namespace Fraud.Replay.Training;

/// <summary>What to train on and what to measure on.</summary>
public sealed record TrainingPlan
{
    /// <summary>The history: NDJSON of payments with labels, oldest first.</summary>
    public required string Input { get; init; }

    /// <summary>Event times to learn from. Earlier payments still fill the windows.</summary>
    public required TimeRange Train { get; init; }

    /// <summary>Event times to measure on, after <see cref="Train"/>.</summary>
    public required TimeRange Test { get; init; }

    /// <summary>How trees are grown.</summary>
    public TrainingOptions Options { get; init; } = new();

    /// <summary>
    /// The last part of the training range, as a share of its duration, is kept from the trees to fit the calibration on. 0 to 0.5; at 0
    /// the model's own probability is kept.
    /// </summary>
    public double CalibrationShare { get; init; } = 0.1;

    /// <summary>Measure also a model of the payment's own columns, without history.</summary>
    public bool CompareRaw { get; init; }

    /// <summary>
    /// Leave payments out of the test when their account was known to be defrauded by then, through a fraud not older than the training range.
    /// </summary>
    public bool LeaveOutKnown { get; init; }

    /// <summary>The part of the training range that trees are grown on.</summary>
    public TimeRange Grow => Train with { To = Train.To - (Train.To - Train.From) * CalibrationShare };

    /// <summary>The part of the training range that the calibration is fitted on.</summary>
    public TimeRange Calibrate => Train with { From = Grow.To };

    /// <summary>Throws when the plan makes no sense.</summary>
    /// <exception cref="ArgumentException">Says what to change.</exception>
    public void Check()
    {
        Options.Check();
        if (Train.To <= Train.From)
            throw new ArgumentException($"The training range ends at {Train.To:u}, not after it begins at {Train.From:u}.");
        if (Test.To <= Test.From)
            throw new ArgumentException($"The test range ends at {Test.To:u}, not after it begins at {Test.From:u}.");
        if (Test.From < Train.To)
            throw new ArgumentException($"The test range begins at {Test.From:u}, before the training range ends at {Train.To:u}: a model would be measured on what it learnt.");
        if (CalibrationShare is < 0 or > 0.5)
            throw new ArgumentException($"The calibration share is {CalibrationShare}; it can be 0 to 0.5.");
    }
}
