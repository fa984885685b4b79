using System.Security.Cryptography;
using System.Text.Json;

namespace Fraud.Features.Redis.Savepoints;

/// <summary>What a savepoint holds. It is written last: a folder without it is no savepoint.</summary>
public sealed record SavepointManifest
{
    /// <summary>Name of its file in the savepoint's folder.</summary>
    public const string FileName = "savepoint.json";

    /// <summary>The format this program writes, and the newest it reads.</summary>
    public const int FormatNow = 1;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>Version of the format of manifest and files.</summary>
    public int Format { get; init; } = FormatNow;

    /// <summary>Name of the savepoint.</summary>
    public required string Name { get; init; }

    /// <summary>When the copy was complete, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The topic whose records feed the states.</summary>
    public required string Topic { get; init; }

    /// <summary>The consumer group whose offsets these are.</summary>
    public required string Group { get; init; }

    /// <summary>All partitions of the topic, in order.</summary>
    public required IReadOnlyList<SavepointPartition> Partitions { get; init; }

    /// <summary>SHA-256 of the manifest with this empty, hexadecimal.</summary>
    public string Digest { get; init; } = "";

    /// <summary>States in all files.</summary>
    public long States() => Partitions.Sum(partition => partition.States);

    /// <summary>Size of all files.</summary>
    public long Bytes() => Partitions.Sum(partition => partition.Bytes);

    /// <summary>Reads the manifest of a savepoint's folder.</summary>
    /// <exception cref="SavepointException">It is missing, damaged or newer than this program.</exception>
    public static SavepointManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            var manifest = JsonSerializer.Deserialize<SavepointManifest>(File.ReadAllBytes(path), Json)
                ?? throw new SavepointException($"{path} is empty: take another savepoint.");
            if (manifest.Format > FormatNow)
                throw new SavepointException($"{path} has format {manifest.Format}, this program reads up to {FormatNow}: use the program that made it, or a newer one.");
            return manifest.Digest == manifest.Seal().Digest ? manifest : throw new SavepointException($"{path} is damaged: its digest is wrong. Take another savepoint.");
        }
        catch (JsonException e)
        {
            throw new SavepointException($"{path} is damaged: {e.Message} Take another savepoint.", e);
        }
        catch (IOException e)
        {
            throw new SavepointException($"{path} cannot be read: {e.Message}", e);
        }
    }

    internal void Write(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, FileName), FileMode.CreateNew);
        file.Write(JsonSerializer.SerializeToUtf8Bytes(Seal(), Json));
        file.Flush(flushToDisk: true);
    }

    private SavepointManifest Seal()
    {
        var open = this with { Digest = "" };
        return open with { Digest = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(open, Json))) };
    }
}
