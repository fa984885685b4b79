namespace Fraud.Simulator.Commerce;

/// <summary>How likely each local hour of the day is for a kind of shop.</summary>
internal sealed class DayShape
{
    public static readonly DayShape Shop = new(0, 0, 0, 0, 0, 0, 0, 2, 5, 8, 10, 11, 10, 9, 9, 10, 12, 14, 13, 9, 5, 2, 0, 0);
    public static readonly DayShape Meal = new(1, 0, 0, 0, 0, 0, 0, 1, 2, 2, 3, 6, 14, 12, 5, 3, 3, 5, 10, 14, 12, 8, 4, 2);
    public static readonly DayShape Coffee = new(0, 0, 0, 0, 0, 0, 2, 10, 14, 10, 8, 6, 8, 8, 6, 6, 5, 4, 3, 2, 1, 0, 0, 0);
    public static readonly DayShape Commute = new(1, 0, 0, 0, 0, 2, 7, 14, 12, 6, 3, 3, 4, 4, 4, 6, 10, 13, 10, 6, 4, 3, 3, 2);
    public static readonly DayShape Evening = new(4, 2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 3, 3, 4, 5, 8, 12, 14, 14, 12, 9, 6);
    public static readonly DayShape Online = new(3, 1.5, 0.7, 0.4, 0.3, 0.4, 1, 3, 5, 6, 7, 7, 7, 6, 6, 6, 6, 7, 8, 10, 12, 12, 9, 6);
    public static readonly DayShape AllDay = new(2, 1, 1, 0.5, 0.5, 1, 2, 5, 6, 7, 8, 8, 8, 8, 8, 9, 10, 10, 9, 8, 6, 5, 4, 3);

    private readonly double[] _cumulative;

    private DayShape(params double[] weights) => _cumulative = Cumulative.Of(weights, weight => weight);

    /// <summary>A local time of day in hours, shifted by the holder's habit and kept inside the opening hours.</summary>
    public double HourOfDay(ref SeededRandom random, double shift, int opens, int closes)
    {
        var hour = random.PickCumulative(_cumulative) + random.Unit() + shift;
        hour = (hour + 24) % 24;
        return hour >= opens && hour < closes ? hour : random.Between((double)opens, closes);
    }
}
