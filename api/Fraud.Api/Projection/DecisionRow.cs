using Fraud.Contracts;

namespace Fraud.Api.Projection;

/// <summary>A decision as read from the log, ready to be written.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Record">Its bytes on the log.</param>
/// <param name="EventTime">Event time of the payment, UTC.</param>
/// <param name="DecidedTime">Timestamp of the record on the log, UTC.</param>
internal sealed record DecisionRow(Decision Decision, byte[] Record, DateTime EventTime, DateTime DecidedTime);
