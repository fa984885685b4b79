using System.IO.Hashing;
using System.Runtime.InteropServices;
using Fraud.Features;
using Xunit;

namespace Fraud.UnitTests.Features.States;

/// <summary>
/// Pins what the features of a long, unruly log are and what its states hold. A digest changes with the meaning of a feature or the stored
/// form of a state, never with how either is computed.
/// </summary>
public class FeatureGoldenTests
{
    private static readonly RandomPayments Payments = new(seed: 7, count: 12_000);

    [Theory]
    [InlineData(false, "28d19c20cfd9ac8f19200042b697cd0b", "1b713e95d71186ef8be0646e221ede1d")]
    [InlineData(true, "122bf1dc6e8f1dde942f21ba9e65e6bb", "e9dc08d99bb824d37110e02e1a540479")]
    public void Vectors_and_states_are_what_they_were(bool crowded, string vectors, string states)
    {
        var replayed = Replay(crowded);
        Assert.Equal((vectors, states), (Convert.ToHexStringLower(replayed.Vectors), Convert.ToHexStringLower(replayed.States)));
    }

    /// <param name="crowded">With so many cards and merchants that every set of distinct values becomes a sample.</param>
    private static (byte[] Vectors, byte[] States) Replay(bool crowded)
    {
        var states = new FeatureStates(FeatureCatalogue.Default, new FeatureOptions { StoreBacked = false });
        for (var partition = 0; partition < RandomPayments.PartitionCount; partition++) states.AddPartition(partition);
        var (vectors, contents) = (new XxHash128(), new XxHash128());
        var vector = new double[FeatureCatalogue.Default.Count];
        var last = Payments.InOrder.Count - 1;
        for (var i = 0; i <= last; i++)
        {
            var (partition, offset, payment) = Payments.InOrder[i];
            if (crowded) payment = payment with { MerchantId = $"M{i * 7919L % 101}", CardId = $"C{payment.AccountId}{i * 104_729L % 307}", TerminalId = $"T{i % 3}" };
            if (!states.IsDuplicate(partition, offset, payment))
            {
                var late = states.Read(partition, payment, null, vector);
                // The mathematical functions of the platform may differ in the last digit.
                vector[FeatureCatalogue.Default.IndexOf("card.distance_km")] = vector[FeatureCatalogue.Default.IndexOf("card.speed_kmh")] = late ? 1 : 0;
                foreach (ref var value in vector.AsSpan()) value = double.IsNaN(value) ? double.NaN : value;
                vectors.Append(MemoryMarshal.AsBytes(vector.AsSpan()));
                states.Apply(partition, offset, payment);
            }

            if (i % 1000 == 999 || i == last) Append(contents, states);
        }

        return (vectors.GetCurrentHash(), contents.GetCurrentHash());
    }

    private static void Append(XxHash128 contents, FeatureStates states)
    {
        for (var partition = 0; partition < RandomPayments.PartitionCount; partition++)
        {
            var writes = new List<StateWrite>();
            states.TakeChanged(partition, writes);
            foreach (var write in writes.OrderBy(write => write.Key.Kind).ThenBy(write => write.Key.Id, StringComparer.Ordinal)) contents.Append(write.Bytes.Span);
        }
    }
}
