namespace Fraud.Simulator;

/// <summary>What a random stream is for; part of its name, so the values never change.</summary>
internal enum Stream
{
    Market = 1,
    Holder = 2,
    Life = 3,
    Trip = 4,
    Device = 5,
    Address = 6,
    Profile = 7,
    Campaign = 100,
}
