using Fraud.Contracts;

namespace Fraud.Worker;

/// <summary>An operating fault of the scoring stage that does not mend itself; the message says what to do.</summary>
public sealed class StageException(string message, Exception? inner = null) : Exception(message, inner)
{
    internal static StageException StateAheadOfLog(string stateNamespace, int partition, long reach, long committed) => new(
        $"Redis holds states of {Topics.Payments}/{partition} up to offset {reach}, but the group has committed only {committed}: they belong to "
        + $"another log. Name another state namespace than '{stateNamespace}', or delete its keys.");

    internal static StageException GapGone(int partition, long reach) => new(
        $"The records of {Topics.Payments}/{partition} from offset {reach}, needed to bring the states up to date, are no longer on the log. "
        + "Lengthen the topic's retention, or delete the states of this namespace to rebuild them from what is left.");

    internal static StageException InstanceTaken(string instanceId) => new(
        $"Another worker runs as '{instanceId}' in this group. Give each worker its own instance id.");
}
