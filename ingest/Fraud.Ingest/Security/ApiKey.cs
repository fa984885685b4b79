using System.Security.Cryptography;
using System.Text;

namespace Fraud.Ingest.Security;

/// <summary>An API key as it is stored: what it may do and a digest of its secret, never the secret.</summary>
/// <param name="Id">Public part, unique.</param>
/// <param name="Name">Whose it is, for people.</param>
/// <param name="SecretHash">SHA-256 of the whole key text, hexadecimal. A key has 256 random bits, so a slow hash would add nothing.</param>
/// <param name="Scopes">Of <see cref="ApiScopes"/>.</param>
/// <param name="Revoked">No longer valid.</param>
public sealed record ApiKey(string Id, string Name, string SecretHash, IReadOnlyList<string> Scopes, bool Revoked = false)
{
    private const string Prefix = "fraud";
    private const int SecretBytes = 32;
    private const int IdBytes = 6;
    private const int TextLengthMax = 128;

    /// <summary>Makes a new key.</summary>
    /// <param name="name">Whose it is.</param>
    /// <param name="scopes">What it may do.</param>
    /// <param name="text">The key itself, <c>fraud_id_secret</c>: shown once and not stored.</param>
    public static ApiKey Create(string name, IReadOnlyList<string> scopes, out string text)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        text = $"{Prefix}_{id}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes))}";
        return new ApiKey(id, name, Hash(text), scopes);
    }

    /// <summary>The id inside a key text; null when it does not have the form of a key.</summary>
    public static string? IdOf(string text)
    {
        if (text.Length > TextLengthMax) return null;
        var parts = text.Split('_');
        return parts is [Prefix, { Length: > 0 } id, { Length: > 0 }] ? id : null;
    }

    /// <summary>True when the text is this key and it is valid. Takes the same time whatever differs.</summary>
    public bool Accepts(string text) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Hash(text)), Encoding.UTF8.GetBytes(SecretHash)) && !Revoked;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
