namespace Fraud.Worker;

/// <summary>Splits the time of the stage's thread into phases without a gap: a lap counts everything since the lap before.</summary>
internal sealed class PhaseClock(StageMetrics metrics, TimeProvider time)
{
    private long _since = time.GetTimestamp();

    /// <summary>Leaves out the time since the last lap.</summary>
    public void Restart() => _since = time.GetTimestamp();

    public void Lap(StagePhase phase)
    {
        var now = time.GetTimestamp();
        metrics.Spent(phase, time.GetElapsedTime(_since, now));
        _since = now;
    }
}
