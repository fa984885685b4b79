namespace Fraud.Simulator;

/// <summary>What the bank knows of a customer and the account when the simulation begins.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="AccountId">The customer's account.</param>
/// <param name="Name">First and family name.</param>
/// <param name="Email">Address, in a domain that cannot exist.</param>
/// <param name="Phone">Number.</param>
/// <param name="BornYear">Year of birth.</param>
/// <param name="Segment"><c>basic</c>, <c>standard</c>, <c>premium</c> or <c>private</c>.</param>
/// <param name="City">Home city.</param>
/// <param name="Country">Home country, ISO 3166 alpha-2.</param>
/// <param name="Latitude">Of the home city, degrees north.</param>
/// <param name="Longitude">Of the home city, degrees east.</param>
/// <param name="Currency">The account's, ISO 4217.</param>
/// <param name="SpendingLimitMinor">Limit for one payment, minor units.</param>
public sealed record CustomerProfile(
    string CustomerId,
    string AccountId,
    string Name,
    string Email,
    string Phone,
    int BornYear,
    string Segment,
    string City,
    string Country,
    double Latitude,
    double Longitude,
    string Currency,
    long SpendingLimitMinor);
