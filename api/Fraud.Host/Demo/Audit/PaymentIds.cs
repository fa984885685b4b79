using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Fraud.Host.Demo.Audit;

/// <summary>
/// A bag of payments as 64-bit hashes of account and payment id: eight bytes each, so that millions fit. Among a hundred million
/// different payments the chance that any two share a hash is below 0.03 %; it would show as a duplicate, never hide a missing one alone.
/// </summary>
internal sealed class PaymentIds
{
    private readonly List<ulong> _hashes = [];
    private bool _sorted = true;

    /// <summary>Entries, the same payment counted each time it was added.</summary>
    public int Count => _hashes.Count;

    /// <summary>Different payments.</summary>
    public int Distinct
    {
        get
        {
            var hashes = Sorted();
            var distinct = 0;
            for (var i = 0; i < hashes.Length; i++) distinct += i == 0 || hashes[i] != hashes[i - 1] ? 1 : 0;
            return distinct;
        }
    }

    /// <summary>The hash of a payment; ids are unique within their account only.</summary>
    public static ulong Hash(string accountId, string paymentId) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{accountId}\n{paymentId}"));

    public void Add(string accountId, string paymentId)
    {
        _hashes.Add(Hash(accountId, paymentId));
        _sorted = false;
    }

    /// <summary>Payments that were added more than once.</summary>
    public int Repeated()
    {
        var hashes = Sorted();
        var repeated = 0;
        for (var i = 1; i < hashes.Length; i++) repeated += hashes[i] == hashes[i - 1] && (i == 1 || hashes[i] != hashes[i - 2]) ? 1 : 0;
        return repeated;
    }

    /// <summary>Different payments here that are not there.</summary>
    public int DistinctMissingFrom(PaymentIds there)
    {
        var theirs = there.Sorted();
        var ours = Sorted();
        var missing = 0;
        for (int i = 0, j = 0; i < ours.Length; i++)
        {
            if (i > 0 && ours[i] == ours[i - 1]) continue;
            while (j < theirs.Length && theirs[j] < ours[i]) j++;
            if (j == theirs.Length || theirs[j] != ours[i]) missing++;
        }

        return missing;
    }

    private ReadOnlySpan<ulong> Sorted()
    {
        if (!_sorted) _hashes.Sort();
        _sorted = true;
        return CollectionsMarshal.AsSpan(_hashes);
    }
}
