using Fraud.Simulator;

namespace Fraud.Host.Demo;

/// <summary>What a demo keeps in its data folder, so that the next one goes on where this one, however it ended, left off.</summary>
internal sealed record DemoState
{
    /// <summary>The simulated world.</summary>
    public required WorldOptions World { get; init; }

    /// <summary>Days of the world that are history.</summary>
    public required int HistoryDays { get; init; }

    /// <summary>The model trained on the history; null until then.</summary>
    public DemoModel? Model { get; init; }

    /// <summary>What the warm-up came to; null until every payment of the history was decided.</summary>
    public DemoWarmUp? WarmUp { get; init; }

    /// <summary>Payments from this one on may never have been sent; those before are history or may have been.</summary>
    public PaymentSerial Next { get; init; }

    /// <summary>Identity of the order of alerts that <see cref="AlertsReceived"/> counts in.</summary>
    public Guid? AlertFeed { get; init; }

    /// <summary>Alerts pushed to the demo's hub client in all runs: those of the order up to this position.</summary>
    public long AlertsReceived { get; init; }

    /// <summary>Alerts of that order that the hub reported as conflated instead of pushing them.</summary>
    public long AlertsConflated { get; init; }

    /// <summary>Payments posted once more, in all runs.</summary>
    public long DuplicatesPosted { get; init; }

    /// <summary>Malformed posts, in all runs.</summary>
    public long MalformedPosted { get; init; }

    /// <summary>Malformed records produced straight to the log, in all runs.</summary>
    public long MalformedProduced { get; init; }
}
