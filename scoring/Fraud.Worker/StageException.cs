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
        + "Lengthen the topic's retention, and restore a savepoint that reaches further: ./fraud savepoint list shows them.");

    internal static StageException StatesGone(int partition, long committed, long logStart, string? savepoints) => new(
        $"Redis has no states of {Topics.Payments}/{partition}, of which offset {committed} is committed, and the log begins at {logStart}, so that they cannot "
        + $"be built from it; {(savepoints is null ? "no folder of savepoints is given" : $"no savepoint in {savepoints} fits")}. "
        + "Bring a savepoint (./fraud savepoint list says which fit), or accept features without the history that is gone: --accept-lost-history.");

    internal static StageException InstanceTaken(string instanceId) => new(
        $"Another worker runs as '{instanceId}' in this group. Give each worker its own instance id.");
}
