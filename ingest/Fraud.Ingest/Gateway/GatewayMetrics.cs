using System.Diagnostics.Metrics;

namespace Fraud.Ingest.Gateway;

/// <summary>What the gateway counts, under the meter <c>Fraud.Ingest</c>.</summary>
internal sealed class GatewayMetrics
{
    private readonly Counter<long> _payments;
    private readonly Counter<long> _refusedRequests;

    public GatewayMetrics(IMeterFactory meters, InFlightLimits limits)
    {
        var meter = meters.Create("Fraud.Ingest");
        _payments = meter.CreateCounter<long>("fraud.gateway.payments", "{payment}", "Posted payments by what became of them");
        _refusedRequests = meter.CreateCounter<long>("fraud.gateway.refused_requests", "{request}", "Requests refused as a whole, by status");
        meter.CreateObservableGauge("fraud.gateway.in_flight", () => Each(limits, limit => limit.Count), "{payment}", "Payments read and not yet answered");
        meter.CreateObservableGauge("fraud.gateway.in_flight_limit", () => Each(limits, limit => limit.Limit), "{payment}", "Payments that may be in flight now");
    }

    public void Answered(PaymentAnswer answer) => _payments.Add(1, new KeyValuePair<string, object?>("result", Result(answer)));

    public void RefusedRequest(int status) => _refusedRequests.Add(1, new KeyValuePair<string, object?>("status", status));

    private static Measurement<int>[] Each(InFlightLimits limits, Func<AdaptiveLimit, int> figure) =>
    [
        new(figure(limits.Appending), new KeyValuePair<string, object?>("wait", "none")),
        new(figure(limits.Waiting), new KeyValuePair<string, object?>("wait", "decision")),
    ];

    private static string Result(PaymentAnswer answer) =>
        answer.Duplicate ? "duplicate"
        : answer.Decision is not null ? "decided"
        : answer.Accepted is not null ? "accepted"
        : answer.Rejected is { } rejection ? rejection.Reason.ToString()
        : answer.Conflict is not null ? "conflict"
        : "failed";
}
