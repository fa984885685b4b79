namespace Fraud.Host.Commands.Doctor;

/// <summary>How a checked thing is.</summary>
internal enum Condition
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Absent, but needed for some commands only.</summary>
    Missing,

    /// <summary>Wrong: something does not work.</summary>
    Bad,
}
