namespace Fraud.Simulator.Commerce;

/// <summary>How a payment was started; the contract's words in small letters.</summary>
internal enum Channel
{
    Pos,
    Ecommerce,
    Atm,
    Transfer,
}
