namespace Fraud.Simulator.Frauds;

/// <summary>A way of committing fraud. A campaign is a pure function of its stream, so any day it touches can be made alone.</summary>
internal interface IFraudScheme
{
    /// <summary>The truth about its payments.</summary>
    FraudKind Kind { get; }

    /// <summary>Days a campaign can touch, counted from its first.</summary>
    int Days { get; }

    /// <summary>Campaigns begun per account and day.</summary>
    double Rate { get; }

    /// <summary>Median days until a fraud becomes known.</summary>
    double KnownAfterDays { get; }

    /// <summary>Plays one campaign.</summary>
    void Play(ref SeededRandom random, Campaign campaign);
}
