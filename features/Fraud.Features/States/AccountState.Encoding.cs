using Fraud.Features.Coding;
using Fraud.Features.Windows;

namespace Fraud.Features.States;

/// <content>The stored form: the account's own, then its cards in the order of their hashes.</content>
internal sealed partial class AccountState
{
    private const int CardsOrder = 0;
    private const int CardsMax = 1 << 16;

    protected override void Write(StateWriter writer, long newestMs)
    {
        var (bits, known) = (writer.Bits, writer.Known);
        ids.Write(bits, Tag, newestMs);
        amounts.Write(bits, newestMs, known);
        merchants.Write(bits, newestMs, known);
        merchants.AddTimesTo(known);
        devices.Write(bits, newestMs, known);
        countries.Write(bits, newestMs, known);
        mccs.Write(bits, newestMs, known);
        States.Place.Write(bits, Place, newestMs);
        bits.Flag(AreCardsApart);
        bits.Number(CountKnownCards(), CardsOrder);
        foreach (var card in cards)
        {
            if (card.IsKnown) card.Write(writer, newestMs);
        }
    }

    protected override void Read(ref BitReader reader, long newestMs)
    {
        var known = new KnownTimes();
        ids.Read(ref reader, Tag, newestMs);
        amounts.Read(ref reader, newestMs, known);
        merchants.Read(ref reader, newestMs, known);
        merchants.AddTimesTo(known);
        devices.Read(ref reader, newestMs, known);
        countries.Read(ref reader, newestMs, known);
        mccs.Read(ref reader, newestMs, known);
        Place = States.Place.Read(ref reader, newestMs);
        AreCardsApart = reader.Flag();
        for (var left = reader.Count(CardsOrder, CardsMax); left > 0; left--) Add(CardState.Read(ref reader, this, newestMs, known));
    }

    protected override void ReadBytes(ref ByteReader reader, long newestMs)
    {
        AreCardsApart = true;
        ids.ReadBytes(ref reader, Tag, newestMs);
        amounts.ReadBytes(ref reader, newestMs);
        merchants.ReadBytes(ref reader, newestMs);
        devices.ReadBytes(ref reader, newestMs);
        countries.ReadBytes(ref reader, newestMs);
        mccs.ReadBytes(ref reader, newestMs);
        Place = States.Place.ReadBytes(ref reader, newestMs);
    }

    /// <summary>Cards that have counted something, in their order; others were only asked about.</summary>
    private int CountKnownCards()
    {
        if (cards.Length > 1) Array.Sort(cards, static (left, right) => left.Hash.CompareTo(right.Hash));
        var known = 0;
        foreach (var card in cards) known += card.IsKnown ? 1 : 0;
        return known;
    }
}
