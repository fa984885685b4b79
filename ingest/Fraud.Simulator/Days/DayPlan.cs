using Fraud.Contracts;
using Fraud.Simulator.Commerce;
using Fraud.Simulator.Frauds;
using Fraud.Simulator.Holders;

namespace Fraud.Simulator.Days;

/// <summary>Puts one day together: every holder's life, every campaign, in the order of event time. Its buffers are used again.</summary>
internal sealed class DayPlan(Holder[] holders, DailyLife life, ProfileLife profiles, FraudPlan frauds)
{
    private readonly List<PaymentDraft> _payments = [];
    private readonly List<ProfileChange> _changes = [];

    /// <summary>The payments and profile changes of a day, in order.</summary>
    public IEnumerable<SimulatedEvent> Make(int day)
    {
        _payments.Clear();
        _changes.Clear();
        foreach (var holder in holders)
        {
            life.Live(holder, day, _payments);
            profiles.Live(holder, day, _changes);
        }

        frauds.Play(day, _payments, _changes);
        _payments.Sort(DraftOrder.Instance);
        _changes.Sort((x, y) => x.TimeMs != y.TimeMs ? x.TimeMs.CompareTo(y.TimeMs) : string.CompareOrdinal(x.AccountId, y.AccountId));
        return InOrder(day);
    }

    private IEnumerable<SimulatedEvent> InOrder(int day)
    {
        var change = 0;
        for (var number = 0; number < _payments.Count; number++)
        {
            for (; change < _changes.Count && _changes[change].TimeMs <= _payments[number].TimeMs; change++) yield return _changes[change];
            yield return Finish(_payments[number], new PaymentSerial(day, number));
        }

        for (; change < _changes.Count; change++) yield return _changes[change];
    }

    /// <summary>The payment with its number in the day.</summary>
    private static SimulatedPayment Finish(PaymentDraft draft, PaymentSerial serial)
    {
        var payment = new Payment
        {
            PaymentId = serial.ToString(),
            AccountId = draft.Holder.AccountId,
            CardId = draft.Merchant.Category.Channel == Channel.Transfer ? null : draft.Holder.Cards[draft.Card],
            MerchantId = draft.Merchant.Id,
            TerminalId = draft.Terminal?.Id,
            Mcc = draft.Merchant.Category.Mcc,
            AmountMinor = draft.AmountMinor,
            Currency = draft.Holder.Currency,
            EventTimeMs = draft.TimeMs,
            Channel = ChannelName(draft.Merchant.Category.Channel),
            EntryMode = draft.EntryMode,
            Country = draft.Merchant.Country,
            Ip = draft.Address,
            DeviceId = draft.Device,
            Latitude = draft.Terminal?.Latitude,
            Longitude = draft.Terminal?.Longitude,
        };
        return new SimulatedPayment(serial, payment, draft.Kind, draft.KnownTimeMs);
    }

    private static string ChannelName(Channel channel) => channel switch
    {
        Channel.Pos => "pos",
        Channel.Ecommerce => "ecommerce",
        Channel.Atm => "atm",
        _ => "transfer",
    };
}
