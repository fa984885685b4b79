using System.Security.Cryptography;
using System.Text;
using Fraud.Features.Families;
using Fraud.Features.Profiles;
using Fraud.Features.States;

namespace Fraud.Features;

/// <summary>
/// The features in the order of the vector. One class per family defines and computes its features; training, live, shadow and backtest use
/// this one catalogue.
/// </summary>
public sealed class FeatureCatalogue
{
    private readonly FeatureFamily[] families;
    private readonly Dictionary<string, int> indexes = [];

    internal FeatureCatalogue(params FeatureFamily[] families)
    {
        this.families = families;
        Features = [.. families.SelectMany(family => family.Definitions)];
        Joined = [.. families.SelectMany(family => family.Definitions.Select(_ => family.IsJoined)).Index().Where(feature => feature.Item).Select(feature => feature.Index)];
        for (var i = 0; i < Features.Count; i++)
        {
            if (!indexes.TryAdd(Features[i].Name, i)) throw new ArgumentException($"Feature {Features[i].Name} is defined twice.", nameof(families));
        }

        Digest = DigestOf(Features);
    }

    /// <summary>Every feature this version has.</summary>
    public static FeatureCatalogue Default { get; } = new(
        new PaymentFeatures(),
        new MovementFeatures(),
        new AccountFeatures(),
        new AccountHabitFeatures(),
        new CardFeatures(),
        new MerchantFeatures(),
        new TerminalFeatures(),
        new DeviceFeatures(),
        new IpFeatures(),
        new ProfileFeatures(),
        new FraudHistoryFeatures());

    /// <summary>The definitions; a feature's index here is its index in the vector.</summary>
    public IReadOnlyList<FeatureDefinition> Features { get; }

    /// <summary>Indexes of the features that follow from profiles and labels as of a log position, which payments alone do not tell again.</summary>
    public IReadOnlyList<int> Joined { get; }

    /// <summary>Length of the vector.</summary>
    public int Count => Features.Count;

    /// <summary>First 16 hex digits of the SHA-256 of all definitions: a change of name, order or meaning changes it.</summary>
    public string Digest { get; }

    /// <summary>Index of a feature in the vector; −1 when there is none of that name.</summary>
    public int IndexOf(string name) => indexes.GetValueOrDefault(name, -1);

    internal void Read(PaymentScope scope, in Profile? profile, Span<double> vector)
    {
        if (vector.Length < Count) throw new ArgumentException($"The vector has {vector.Length} places; the catalogue has {Count} features.", nameof(vector));
        vector.Fill(double.NaN);
        var first = 0;
        foreach (var family in families)
        {
            family.Read(scope, in profile, vector.Slice(first, family.Definitions.Count));
            first += family.Definitions.Count;
        }
    }

    private static string DigestOf(IEnumerable<FeatureDefinition> features)
    {
        var text = string.Join('\n', features.Select(f => $"{f.Name}|{f.Type}|{f.Unit}|{f.Entity}|{f.Definition}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }
}
