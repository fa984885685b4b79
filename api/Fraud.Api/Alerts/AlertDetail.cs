using Fraud.Api.Casework;
using Fraud.Api.Decisions;
using Fraud.Api.Storage;

namespace Fraud.Api.Alerts;

/// <summary>Everything an analyst needs about one alert.</summary>
/// <param name="Alert">The alert as lists show it.</param>
/// <param name="Decision">The decision in force, as it stands on the log: reasons, policy, position, feature vector.</param>
/// <param name="Superseded">Decisions about the payment that corrections took the place of, oldest first.</param>
/// <param name="Payment">The payment as it came.</param>
/// <param name="Features">The feature vector with names, units and what is typical; empty when it was made by another catalogue.</param>
/// <param name="AccountPayments">The account's newest payments, newest first.</param>
/// <param name="Audit">What was done to the alert, oldest first.</param>
public sealed record AlertDetail(
    AlertRow Alert,
    RawJson Decision,
    IReadOnlyList<RawJson> Superseded,
    RawJson Payment,
    IReadOnlyList<FeatureReading> Features,
    IReadOnlyList<AccountPayment> AccountPayments,
    IReadOnlyList<AuditEntry> Audit);
