namespace Fraud.Simulator.Commerce;

/// <summary>A kind of spending.</summary>
internal sealed record Category
{
    /// <summary>Position in <see cref="Categories.All"/>.</summary>
    public required int Index { get; init; }

    /// <summary>ISO 18245 code.</summary>
    public required string Mcc { get; init; }

    /// <summary>How it is paid.</summary>
    public required Channel Channel { get; init; }

    /// <summary>Median amount in minor units for an average income.</summary>
    public required double Median { get; init; }

    /// <summary>Spread of the amount: standard deviation of its logarithm.</summary>
    public required double Sigma { get; init; }

    /// <summary>Relative frequency in an average life.</summary>
    public required double Weight { get; init; }

    /// <summary>Relative frequency while travelling; 0 where travellers do not go.</summary>
    public double TravelWeight { get; init; }

    /// <summary>Hours of the day.</summary>
    public required DayShape Hours { get; init; }

    /// <summary>First local hour open.</summary>
    public int Opens { get; init; }

    /// <summary>First local hour closed.</summary>
    public int Closes { get; init; } = 24;

    /// <summary>How much more likely at weekends.</summary>
    public double Weekend { get; init; } = 1;

    /// <summary>Amounts are multiples of this, minor units.</summary>
    public int Step { get; init; } = 1;

    /// <summary>True when the card is there.</summary>
    public bool AtTerminal => Channel is Channel.Pos or Channel.Atm;
}
