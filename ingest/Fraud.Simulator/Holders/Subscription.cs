using Fraud.Simulator.Commerce;

namespace Fraud.Simulator.Holders;

/// <summary>A fixed amount charged on the same day of every month with a stored card: no device, no address.</summary>
/// <param name="Merchant">Who charges.</param>
/// <param name="DayOfMonth">1 to 28.</param>
/// <param name="MinuteOfDay">UTC minute of the day.</param>
/// <param name="AmountMinor">Minor units.</param>
internal readonly record struct Subscription(Merchant Merchant, int DayOfMonth, int MinuteOfDay, long AmountMinor);
