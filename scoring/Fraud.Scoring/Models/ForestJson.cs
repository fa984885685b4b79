using System.Text.Json;

namespace Fraud.Scoring.Models;

/// <summary>A <see cref="Forest"/> as JSON: one array per field of a node. Numbers are written so that reading gives the same bits.</summary>
public static class ForestJson
{
    /// <summary>Writes a forest.</summary>
    /// <param name="forest">The trees.</param>
    /// <returns>UTF-8 JSON.</returns>
    public static byte[] Write(Forest forest)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("base_margin", forest.BaseMargin);
            Array(json, "roots", forest.Roots, static (j, root) => j.WriteNumberValue(root));
            Array(json, "feature", forest.Nodes, static (j, n) => j.WriteNumberValue(n.Feature));
            Array(json, "threshold", forest.Nodes, static (j, n) => j.WriteNumberValue(n.IsLeaf ? 0 : n.Threshold));
            Array(json, "left", forest.Nodes, static (j, n) => j.WriteNumberValue(n.Left));
            Array(json, "right", forest.Nodes, static (j, n) => j.WriteNumberValue(n.Right));
            Array(json, "missing_left", forest.Nodes, static (j, n) => j.WriteNumberValue(n.MissingLeft ? 1 : 0));
            Array(json, "value", forest.Nodes, static (j, n) => j.WriteNumberValue(n.Value));
            Array(json, "cover", forest.Nodes, static (j, n) => j.WriteNumberValue(n.Cover));
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <exception cref="InvalidDataException">It is not such JSON, or its arrays do not form trees.</exception>
    public static Forest Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var features = Numbers(root, "feature", e => e.GetInt32());
            var thresholds = Numbers(root, "threshold", e => e.GetSingle());
            var left = Numbers(root, "left", e => e.GetInt32());
            var right = Numbers(root, "right", e => e.GetInt32());
            var missing = Numbers(root, "missing_left", e => e.GetInt32());
            var values = Numbers(root, "value", e => e.GetDouble());
            var covers = Numbers(root, "cover", e => e.GetDouble());
            var nodes = new ForestNode[features.Length];
            for (var i = 0; i < nodes.Length; i++)
            {
                nodes[i] = features[i] < 0
                    ? ForestNode.Leaf(values[i], covers[i])
                    : new ForestNode(features[i], thresholds[i], left[i], right[i], missing[i] != 0, values[i], covers[i]);
            }
            return new Forest(root.GetProperty("base_margin").GetDouble(), Numbers(root, "roots", e => e.GetInt32()), nodes);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"The trees cannot be read: {e.Message}", e);
        }
    }

    private static void Array<T>(Utf8JsonWriter json, string name, ReadOnlySpan<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(json, item);
        json.WriteEndArray();
    }

    private static T[] Numbers<T>(JsonElement root, string name, Func<JsonElement, T> read) =>
        [.. root.GetProperty(name).EnumerateArray().Select(read)];
}
