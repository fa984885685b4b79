using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Fraud.Scoring.Models;

/// <summary>
/// A model on disk: a folder with <c>bundle.json</c> (id and content) and the trees beside it. The content names the trees by their digest
/// and the id is the digest of the content, so whoever knows the id knows every bit of the model.
/// </summary>
public sealed class ModelBundle
{
    /// <summary>The file that makes a folder a bundle.</summary>
    public const string FileName = "bundle.json";

    private const int IdLength = 16;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        RespectNullableAnnotations = true,
    };

    private ModelBundle(TreeEnsemble model, ModelCard card) => (Model, Card) = (model, card);

    /// <summary>The model, under its id.</summary>
    public TreeEnsemble Model { get; }

    /// <summary>What the model is.</summary>
    public ModelCard Card { get; }

    /// <summary>Writes a model. A reader sees the old bundle or the new one, never a mixture.</summary>
    /// <param name="folder">The folder; made when it does not exist.</param>
    /// <param name="model">The model over its own features.</param>
    /// <param name="card">What it is; engine, features and calibration are taken from the model.</param>
    /// <returns>The bundle as written.</returns>
    public static ModelBundle Save(string folder, TreeEnsemble model, ModelCard card)
    {
        card = card with { Engine = model.Engine, Features = model.Features, Calibration = model.Calibration };
        var trees = ForestJson.Write(model.Forest);
        var sha = Convert.ToHexStringLower(SHA256.HashData(trees));
        var treesFile = $"trees-{sha[..IdLength]}.json";
        var content = JsonSerializer.SerializeToUtf8Bytes(new BundleContent(card, treesFile, sha), Json);
        var id = IdOf(content);

        Directory.CreateDirectory(folder);
        WriteWhole(Path.Combine(folder, treesFile), trees);
        WriteWhole(Path.Combine(folder, FileName), Document(id, content));
        foreach (var old in Directory.EnumerateFiles(folder, "trees-*.json").Where(f => Path.GetFileName(f) != treesFile))
            File.Delete(old);
        return new ModelBundle(model.WithId(id), card);
    }

    /// <summary>Reads and checks a model and binds it to the columns of feature vectors.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="columns">Names of all features of the catalogue, in its order.</param>
    /// <exception cref="InvalidDataException">It is no bundle, was changed, or reads a feature that is not in the catalogue.</exception>
    public static ModelBundle Load(string folder, IReadOnlyList<string> columns)
    {
        try
        {
            var (id, content) = ReadContent(folder);
            var trees = ReadTrees(folder, content);
            var card = content.Card;
            var model = new TreeEnsemble(card.Engine, card.Features, ForestJson.Read(trees), card.Calibration, id);
            return new ModelBundle(model.Bind(columns), card);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"The model in {folder} cannot be used: {e.Message}", e);
        }
    }

    private static (string Id, BundleContent Content) ReadContent(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new InvalidDataException($"there is no {FileName}; `fraud train --out {folder}` makes one.");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var id = document.RootElement.GetProperty("id").GetString()!;
        var content = document.RootElement.GetProperty("content");
        if (IdOf(Encoding.UTF8.GetBytes(content.GetRawText())) != id)
            throw new InvalidDataException($"{FileName} was changed after it was written: its content does not have the digest {id}.");
        return (id, content.Deserialize<BundleContent>(Json)!);
    }

    private static byte[] ReadTrees(string folder, BundleContent content)
    {
        var path = Path.Combine(folder, Path.GetFileName(content.TreesFile));
        if (!File.Exists(path))
            throw new InvalidDataException($"the file {content.TreesFile} is missing.");
        var trees = File.ReadAllBytes(path);
        if (Convert.ToHexStringLower(SHA256.HashData(trees)) != content.TreesSha256)
            throw new InvalidDataException($"{content.TreesFile} was changed after it was written.");
        return trees;
    }

    private static byte[] Document(string id, byte[] content)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WritePropertyName("content");
            json.WriteRawValue(content);
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static string IdOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content))[..IdLength];

    private static void WriteWhole(string path, byte[] bytes)
    {
        var written = path + ".new";
        File.WriteAllBytes(written, bytes);
        File.Move(written, path, overwrite: true);
    }
}
