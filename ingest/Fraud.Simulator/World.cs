using Fraud.Simulator.Commerce;
using Fraud.Simulator.Days;
using Fraud.Simulator.Frauds;
using Fraud.Simulator.Holders;

namespace Fraud.Simulator;

/// <summary>
/// Simulated card traffic: holders with habits, merchants, travel, and fraud with the truth about it. Pure: the same options give the same
/// events in the same order on every run, and any day can be made without those before it. Memory grows with accounts, not with time.
/// </summary>
public sealed class World
{
    /// <summary>Longest time in days until a fraud becomes known.</summary>
    public const int LabelDelayDaysMax = 30;

    private const long DayMs = 86_400_000;

    private readonly WorldOptions _options;
    private readonly Holder[] _holders;
    private readonly Market _market;
    private readonly Travels _travels;

    /// <summary>Builds the holders and merchants.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public World(WorldOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        _options = options;
        _market = new Market(options.Seed, options.Accounts);
        _travels = new Travels(options.Seed, options.Start.ToUnixTimeMilliseconds());
        var factory = new HolderFactory(options.Seed, _market);
        _holders = [.. Enumerable.Range(0, options.Accounts).Select(factory.Make)];
    }

    /// <summary>What the bank knows when the simulation begins, one entry per account.</summary>
    public IEnumerable<CustomerProfile> Customers => _holders.Select(Profile);

    /// <summary>Midnight UTC at which a day begins, Unix milliseconds.</summary>
    /// <param name="day">Day of the simulation, 0-based.</param>
    public long DayStartMs(int day) => _options.Start.ToUnixTimeMilliseconds() + (day * DayMs);

    /// <summary>Everything that happens from a day on, in the order of time, without end.</summary>
    /// <param name="fromDay">
    /// First day, 0-based. Labels of frauds committed in the <see cref="LabelDelayDaysMax"/> days before it are made again, which takes as
    /// long as making those days.
    /// </param>
    public IEnumerable<SimulatedEvent> Events(int fromDay = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromDay);
        return From(fromDay);
    }

    private IEnumerable<SimulatedEvent> From(int fromDay)
    {
        var plan = new DayPlan(
            _holders, new DailyLife(_options, _market, _travels, new Equipment(_options.Seed)), new ProfileLife(_options),
            new FraudPlan(_options, _market, _travels, _holders));
        var labels = new LabelQueue();
        for (var day = Math.Max(0, fromDay - LabelDelayDaysMax - 1); ; day++)
        {
            foreach (var happening in plan.Make(day))
            {
                while (labels.TryTake(happening.TimeMs, out var label))
                {
                    if (day >= fromDay) yield return label;
                }

                if (day >= fromDay) yield return happening;
                if (happening is SimulatedPayment payment) labels.Await(payment);
            }
        }
    }

    private static CustomerProfile Profile(Holder holder) => new(
        holder.CustomerId,
        holder.AccountId,
        holder.Name,
        ContactData.Email(holder),
        ContactData.Phone(holder, (ulong)(holder.Index + 1) * 0x9E3779B97F4A7C15UL),
        holder.BornYear,
        holder.IncomeClass switch { 0 => "basic", 1 => "standard", 2 => "premium", _ => "private" },
        holder.Home.Name,
        holder.Home.Country,
        holder.Home.Latitude,
        holder.Home.Longitude,
        holder.Currency,
        holder.SpendingLimitMinor);
}
