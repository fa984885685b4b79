using System.Linq.Expressions;
using System.Text.Json;
using Fraud.Contracts;
using Fraud.Scoring.Cel;

namespace Fraud.Scoring.Policies;

/// <summary>The fields of a payment as names in rule conditions. An absent or empty field is a missing value.</summary>
internal static class PaymentFields
{
    /// <summary>Prefix of the fields that the payment contract does not know.</summary>
    public const string ExtraPrefix = "payment.extra.";

    /// <summary>Every known field.</summary>
    public static readonly IReadOnlyList<CelVariable> All =
    [
        Text("payment.payment_id", input => input.Payment.PaymentId),
        Text("payment.account_id", input => input.Payment.AccountId),
        Text("payment.card_id", input => input.Payment.CardId),
        Text("payment.merchant_id", input => input.Payment.MerchantId),
        Text("payment.terminal_id", input => input.Payment.TerminalId),
        Text("payment.mcc", input => input.Payment.Mcc),
        Text("payment.currency", input => input.Payment.Currency),
        Text("payment.channel", input => input.Payment.Channel),
        Text("payment.entry_mode", input => input.Payment.EntryMode),
        Text("payment.country", input => input.Payment.Country),
        Text("payment.ip", input => input.Payment.Ip),
        Text("payment.device_id", input => input.Payment.DeviceId),
        Known("payment.amount", CelType.Double, input => input.Amount, "major units"),
        Known("payment.amount_minor", CelType.Int, input => input.Payment.AmountMinor, "minor units"),
        Known("payment.event_time", CelType.Timestamp, input => CelTimestamp.FromUnixMilliseconds(input.Payment.EventTimeMs)),
        Number("payment.latitude", input => input.Payment.Latitude),
        Number("payment.longitude", input => input.Payment.Longitude),
        Number("model.probability", input => input.Probability),
        Known("payment.extra", CelType.MapOf(CelType.String, CelType.Dyn), input => ExtraMap(input.Payment)),
    ];

    /// <summary>One field that the payment contract does not know.</summary>
    /// <param name="name">The whole name.</param>
    public static CelVariable Extra(string name)
    {
        var field = name[ExtraPrefix.Length..];
        return new CelVariable
        {
            Name = name,
            Type = CelType.Dyn,
            Read = input => Expression.Call(
                typeof(PaymentFields), nameof(ExtraOf), null, Expression.Property(input, nameof(RuleInput.Payment)), Expression.Constant(field)),
        };
    }

    private static CelVariable Text(string name, Expression<Func<RuleInput, string?>> read) => new()
    {
        Name = name,
        Type = CelType.String,
        Read = input => Inline(read, input),
        IsMissing = raw => Expression.Call(typeof(string), nameof(string.IsNullOrEmpty), null, raw),
    };

    private static CelVariable Known<T>(string name, CelType type, Expression<Func<RuleInput, T>> read, string? unit = null) => new()
    {
        Name = name,
        Type = type,
        Unit = unit,
        Read = input => Inline(read, input),
    };

    private static CelVariable Number(string name, Expression<Func<RuleInput, double?>> read) => new()
    {
        Name = name,
        Type = CelType.Double,
        Read = input => Inline(read, input),
        IsMissing = raw => Expression.Not(Expression.Property(raw, nameof(Nullable<double>.HasValue))),
        Convert = raw => Expression.Call(raw, nameof(Nullable<double>.GetValueOrDefault), null),
    };

    private static CelVariable Number(string name, Expression<Func<RuleInput, double>> read) => new()
    {
        Name = name,
        Type = CelType.Double,
        Read = input => Inline(read, input),
        IsMissing = raw => Expression.NotEqual(raw, raw),
    };

    private static Expression Inline(LambdaExpression lambda, Expression input) => new ParameterSwap(lambda.Parameters[0], input).Visit(lambda.Body);

    private static CelValue ExtraOf(Payment payment, string field) =>
        payment.Extra is { } extra && extra.TryGetValue(field, out var element) && element.ValueKind != JsonValueKind.Null
            ? CelJson.Read(element)
            : CelValue.Failed(CelFailure.Missing);

    private static CelMap ExtraMap(Payment payment)
    {
        var parts = payment.Extra?.SelectMany(pair => new[] { CelValue.Of(pair.Key), CelJson.Read(pair.Value) }).ToArray() ?? [];
        _ = CelMap.TryCreate(parts, out var map);
        return map;
    }

    private sealed class ParameterSwap(ParameterExpression from, Expression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
