using System.Diagnostics.Metrics;

namespace Fraud.Ingest.Gateway;

/// <summary>What the gateway counts, under the meter <c>Fraud.Ingest</c>.</summary>
internal sealed class GatewayMetrics
{
    private readonly Counter<long> _payments;
    private readonly Counter<long> _refusedRequests;

    public GatewayMetrics(IMeterFactory meters, InFlightLimit inFlight)
    {
        var meter = meters.Create("Fraud.Ingest");
        _payments = meter.CreateCounter<long>("fraud.gateway.payments", "{payment}", "Posted payments by what became of them");
        _refusedRequests = meter.CreateCounter<long>("fraud.gateway.refused_requests", "{request}", "Requests refused as a whole, by status");
        meter.CreateObservableGauge("fraud.gateway.in_flight", () => inFlight.Count, "{payment}", "Payments read and not yet answered");
    }

    public void Answered(PaymentAnswer answer) => _payments.Add(1, new KeyValuePair<string, object?>("result", Result(answer)));

    public void RefusedRequest(int status) => _refusedRequests.Add(1, new KeyValuePair<string, object?>("status", status));

    private static string Result(PaymentAnswer answer) =>
        answer.Duplicate ? "duplicate"
        : answer.Decision is not null ? "decided"
        : answer.Accepted is not null ? "accepted"
        : answer.Rejected is { } rejection ? rejection.Reason.ToString()
        : answer.Conflict is not null ? "conflict"
        : "failed";
}
