using Fraud.Features.Coding;
using Fraud.Features.Windows;

namespace Fraud.Features.States;

/// <content>The stored form: within the account's, after the account itself; amounts and merchants only where they are not the account's.</content>
internal sealed partial class CardState
{
    private const int AheadOrder = 16;
    private const int AgeOrder = 32;

    /// <summary>It has counted something, so there is something to store.</summary>
    public bool IsKnown => Span.NewestMs is not null;

    /// <summary>Writes the card.</summary>
    /// <param name="writer">Its known times are those of the account's payments.</param>
    /// <param name="accountNewestMs">The account's newest event time.</param>
    public void Write(StateWriter writer, long accountNewestMs)
    {
        Join();
        var (bits, known) = (writer.Bits, writer.Known);
        bits.Bits(Hash, PaymentHashes.CardBits);
        bits.Flag(tag > account.Tag);
        if (tag > account.Tag) bits.Number(tag - account.Tag, AheadOrder);
        bits.Flag(IsWhole);
        var newestMs = Span.NewestMs!.Value;
        if (!IsWhole)
        {
            bits.Signed(accountNewestMs - newestMs, AgeOrder);
            bits.Number(newestMs - span.FirstMs, AgeOrder);
            amounts.Write(bits, newestMs, known);
            merchants.Write(bits, newestMs, known);
            merchants.AddTimesTo(known);
        }

        terminals.Write(bits, newestMs, known);
        States.Place.Write(bits, Place, newestMs);
        smallAmounts.Write(bits, newestMs, known);
    }

    /// <summary>Reads a card, up to its hash.</summary>
    public static CardState Read(ref BitReader reader, AccountState account, long accountNewestMs, KnownTimes known)
    {
        var card = new CardState(account, reader.Bits(PaymentHashes.CardBits));
        card.ReadRest(ref reader, accountNewestMs, known);
        return card;
    }

    /// <summary>A card that formats 1 and 2 stored apart from its account.</summary>
    public static CardState ReadApart(ReadOnlySpan<byte> bytes, AccountState account, ulong hash)
    {
        var card = new CardState(account, hash) { IsWhole = false };
        var reader = new ByteReader(bytes);
        reader.ReadFormat();
        card.tag = reader.Long() - 1;
        if (reader.AtEnd) return card;
        var newestMs = reader.ZigZag();
        card.span.Widen(newestMs - reader.Long(), newestMs);
        card.amounts.ReadBytes(ref reader, newestMs);
        card.smallAmounts.ReadBytes(ref reader, newestMs);
        card.merchants.ReadBytes(ref reader, newestMs);
        card.terminals.ReadBytes(ref reader, newestMs);
        card.Place = States.Place.ReadBytes(ref reader, newestMs);
        if (!reader.AtEnd) throw new StateFormatException($"A card of account {account.Id} has bytes left over: it is damaged. Restore a savepoint.");
        return card;
    }

    private void ReadRest(ref BitReader reader, long accountNewestMs, KnownTimes known)
    {
        if (reader.Flag()) tag = account.Tag + reader.Number(AheadOrder);
        IsWhole = reader.Flag();
        var newestMs = accountNewestMs;
        if (!IsWhole)
        {
            newestMs -= reader.Signed(AgeOrder);
            span.Widen(newestMs - reader.Number(AgeOrder), newestMs);
            amounts.Read(ref reader, newestMs, known);
            merchants.Read(ref reader, newestMs, known);
            merchants.AddTimesTo(known);
        }

        terminals.Read(ref reader, newestMs, known);
        Place = States.Place.Read(ref reader, newestMs);
        smallAmounts.Read(ref reader, newestMs, known);
    }
}
