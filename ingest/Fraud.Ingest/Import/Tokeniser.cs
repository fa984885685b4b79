using System.Security.Cryptography;
using System.Text;

namespace Fraud.Ingest.Import;

/// <summary>
/// Replaces texts that must not be kept by tokens: 128 bits of HMAC-SHA256 under a secret key. A plain hash would not do, because there are few
/// enough card numbers to try them all.
/// </summary>
public sealed class Tokeniser
{
    private const int KeyBytes = 32;
    private const int TokenBytes = 16;
    /// <summary>Tokens remembered, because the same few cards come again and again; forgotten all at once when there are more.</summary>
    private const int RememberedMax = 100_000;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly byte[] _key;
    private readonly Dictionary<(string Kind, string Text), string> _remembered = [];

    /// <param name="key">The secret, at least 32 bytes.</param>
    public Tokeniser(byte[] key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, KeyBytes, nameof(key));
        _key = key;
    }

    /// <summary>Reads the key from a file that only its owner can read; makes one where there is none.</summary>
    /// <exception cref="InvalidDataException">The file is too short to be a key.</exception>
    public static Tokeniser Open(string keyFile)
    {
        if (!File.Exists(keyFile))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(keyFile))!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
            using var file = new FileStream(keyFile, options);
            file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
        }

        var key = File.ReadAllBytes(keyFile);
        return key.Length >= KeyBytes
            ? new Tokeniser(key)
            : throw new InvalidDataException($"{keyFile} is no key: it must hold at least {KeyBytes} random bytes.");
    }

    /// <summary>The token of a text. Not safe for concurrent use.</summary>
    /// <param name="kind">First word of the token; the same text has unrelated tokens under different kinds.</param>
    /// <param name="text">The text to hide.</param>
    public string Token(string kind, string text)
    {
        if (_remembered.TryGetValue((kind, text), out var known)) return known;
        if (_remembered.Count == RememberedMax) _remembered.Clear();
        return _remembered[(kind, text)] = Digest(kind, text);
    }

    private string Digest(string kind, string text)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{kind}\0{text}"), digest);
        return $"{kind}_{Convert.ToHexStringLower(digest[..TokenBytes])}";
    }
}
