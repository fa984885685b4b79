using Fraud.Simulator;

namespace Fraud.UnitTests.Simulator;

/// <summary>Thirty days of 1500 accounts, made once for all tests of the simulator.</summary>
internal static class SimulatedWeeks
{
    public const int Accounts = 1500;
    public const int Days = 30;

    public static WorldOptions Options { get; } = new() { Seed = 7, Accounts = Accounts };

    public static IReadOnlyList<SimulatedEvent> Events { get; } = First(Options, Days);

    public static IReadOnlyList<SimulatedPayment> Payments { get; } = [.. Events.OfType<SimulatedPayment>()];

    public static IReadOnlyList<SimulatedEvent> First(WorldOptions options, int days)
    {
        var world = new World(options);
        return [.. world.Events().TakeWhile(happening => happening.TimeMs < world.DayStartMs(days))];
    }

    public static IReadOnlyList<SimulatedPayment> Of(FraudKind kind) => [.. Payments.Where(payment => payment.Kind == kind)];

    public static double KilometresBetween(SimulatedPayment x, SimulatedPayment y)
    {
        static double Radians(double? degrees) => degrees!.Value * Math.PI / 180;
        var (a, b) = (x.Payment, y.Payment);
        var cosine = (Math.Sin(Radians(a.Latitude)) * Math.Sin(Radians(b.Latitude)))
            + (Math.Cos(Radians(a.Latitude)) * Math.Cos(Radians(b.Latitude)) * Math.Cos(Radians(a.Longitude) - Radians(b.Longitude)));
        return 6371 * Math.Acos(Math.Clamp(cosine, -1, 1));
    }
}
