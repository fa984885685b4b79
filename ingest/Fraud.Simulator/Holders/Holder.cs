using Fraud.Simulator.Commerce;
using Fraud.Simulator.Geography;

namespace Fraud.Simulator.Holders;

/// <summary>One account holder and the habits that do not change.</summary>
internal sealed record Holder
{
    /// <summary>Position among the holders.</summary>
    public required int Index { get; init; }

    /// <summary>The paying account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The customer who owns it.</summary>
    public required string CustomerId { get; init; }

    /// <summary>First and family name.</summary>
    public required string Name { get; init; }

    /// <summary>Year of birth.</summary>
    public required int BornYear { get; init; }

    /// <summary>Where they live.</summary>
    public required City Home { get; init; }

    /// <summary>Currency the account is billed in, whatever the merchant's.</summary>
    public required string Currency { get; init; }

    /// <summary>0 modest, 1 average, 2 comfortable, 3 wealthy.</summary>
    public required int IncomeClass { get; init; }

    /// <summary>Limit for one payment in minor units, set by the bank.</summary>
    public required long SpendingLimitMinor { get; init; }

    /// <summary>Factor on amounts.</summary>
    public required double Spending { get; init; }

    /// <summary>Payments on an average day.</summary>
    public required double PaymentsPerDay { get; init; }

    /// <summary>Factor on the number of payments on Saturdays and Sundays.</summary>
    public required double Weekend { get; init; }

    /// <summary>Day of the month the salary comes.</summary>
    public required int Payday { get; init; }

    /// <summary>Hours later than average they live.</summary>
    public required double Late { get; init; }

    /// <summary>Chance of a trip in two months.</summary>
    public required double Wanderlust { get; init; }

    /// <summary>Card tokens, the everyday one first.</summary>
    public required string[] Cards { get; init; }

    /// <summary>Cumulative frequencies over <see cref="Categories.All"/> on weekdays.</summary>
    public required double[] Weekdays { get; init; }

    /// <summary>Cumulative frequencies over <see cref="Categories.All"/> at weekends.</summary>
    public required double[] Weekends { get; init; }

    /// <summary>Preferred merchants by category; most payments go there.</summary>
    public required Merchant[][] Favourites { get; init; }

    /// <summary>Monthly subscriptions.</summary>
    public required Subscription[] Subscriptions { get; init; }
}
