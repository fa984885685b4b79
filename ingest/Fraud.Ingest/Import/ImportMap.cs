using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Fraud.Ingest.Import;

/// <summary>How rows of some file become payments: the mapping file (YAML).</summary>
public sealed class ImportMap
{
    /// <summary><c>csv</c> or <c>ndjson</c>. Default <c>csv</c>.</summary>
    public string Format { get; set; } = "csv";

    /// <summary>Character between CSV fields. Default: found out from the first lines.</summary>
    public char? Delimiter { get; set; }

    /// <summary>
    /// The payment's fields by their JSON name; instead of <c>amount_minor</c> there may be <c>amount</c>, in the unit that its rule names.
    /// </summary>
    public Dictionary<string, FieldRule> Payment { get; set; } = [];

    /// <summary>More fields, kept with the payment and visible to rules.</summary>
    public Dictionary<string, FieldRule> Extra { get; set; } = [];

    /// <summary>What is known of each payment; absent where nothing is.</summary>
    public LabelRule? Label { get; set; }

    /// <summary>Other CSV files whose columns can be used, by a name of one's choice.</summary>
    public Dictionary<string, LookupRule> Lookups { get; set; } = [];

    /// <summary>Folder that the files of <see cref="Lookups"/> are relative to: that of the mapping file.</summary>
    [YamlIgnore]
    public string Folder { get; private set; } = ".";

    /// <summary>Reads a mapping file.</summary>
    /// <exception cref="InvalidDataException">It is no mapping; the message names the line.</exception>
    public static ImportMap Read(string path)
    {
        try
        {
            var map = Parse(File.ReadAllText(path));
            map.Folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            return map;
        }
        catch (YamlException e)
        {
            throw new InvalidDataException($"{path} line {e.Start.Line}: {e.InnerException?.Message ?? e.Message}", e);
        }
    }

    /// <summary>Parses the text of a mapping file.</summary>
    /// <exception cref="YamlException">It is no mapping.</exception>
    public static ImportMap Parse(string yaml) =>
        new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Deserialize<ImportMap>(yaml) ?? new ImportMap();
}
