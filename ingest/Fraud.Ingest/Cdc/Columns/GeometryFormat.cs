using System.Globalization;
using System.Text.Json;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary>
/// <c>point</c>, <c>circle</c>, <c>line</c>, <c>box</c>, <c>lseg</c>, <c>path</c> and <c>polygon</c> as Debezium's structures: coordinates,
/// well-known binary, and for shapes that it has no type for, which they were.
/// </summary>
/// <param name="type">Name of the Postgres type.</param>
internal sealed class GeometryFormat(string type) : ColumnFormat
{
    public override void Write(Utf8JsonWriter json, ReadOnlySpan<char> text)
    {
        var numbers = Numbers(text);
        switch (type)
        {
            case "point":
                WritePoint(json, numbers[0], numbers[1]);
                break;
            case "circle":
                json.WriteStartObject();
                json.WritePropertyName("center"u8);
                WritePoint(json, numbers[0], numbers[1]);
                json.WriteNumber("radius"u8, numbers[2]);
                json.WriteEndObject();
                break;
            case "line":
                json.WriteStartObject();
                json.WriteNumber("a"u8, numbers[0]);
                json.WriteNumber("b"u8, numbers[1]);
                json.WriteNumber("c"u8, numbers[2]);
                json.WriteEndObject();
                break;
            case "box":
                var (x1, y1, x2, y2) = (numbers[0], numbers[1], numbers[2], numbers[3]);
                WriteShape(json, WellKnownBinary.Polygon([x1, y1, x1, y2, x2, y2, x2, y1, x1, y1]), null);
                break;
            case "polygon":
                WriteShape(json, WellKnownBinary.Polygon(Closed(numbers)), null);
                break;
            default:
                WriteShape(json, WellKnownBinary.Line(numbers), type == "path" ? text[0] == '(' : null);
                break;
        }
    }

    public override void WriteMissing(Utf8JsonWriter json)
    {
        if (type == "path") WriteShape(json, WellKnownBinary.Line([0, 0, 1, 0]), null);
        else Write(json, type switch
        {
            "point" => "(0,0)",
            "circle" => "<(0,0),0>",
            "line" => "{0,1,0}",
            "box" => "(0,0),(1,1)",
            "polygon" => "((0,0),(1,0),(0,1))",
            _ => "[(0,0),(1,0)]",
        });
    }

    private static void WritePoint(Utf8JsonWriter json, double x, double y)
    {
        json.WriteStartObject();
        json.WriteNumber("x"u8, x);
        json.WriteNumber("y"u8, y);
        json.WriteBase64String("wkb"u8, WellKnownBinary.Point(x, y));
        json.WriteNull("srid"u8);
        json.WriteEndObject();
    }

    private void WriteShape(Utf8JsonWriter json, byte[] wkb, bool? closed)
    {
        json.WriteStartObject();
        json.WriteBase64String("wkb"u8, wkb);
        json.WriteNull("srid"u8);
        json.WriteStartObject("extensions"u8);
        json.WriteString("type"u8, type);
        if (closed is { } isClosed) json.WriteString("closed"u8, isClosed ? "true"u8 : "false"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static double[] Closed(double[] ring) =>
        ring[0] == ring[^2] && ring[1] == ring[^1] ? ring : [.. ring, ring[0], ring[1]];

    private static double[] Numbers(ReadOnlySpan<char> text)
    {
        var numbers = new List<double>();
        foreach (var range in text.Split(','))
            numbers.Add(double.Parse(text[range].Trim("()[]<>{}"), CultureInfo.InvariantCulture));
        return [.. numbers];
    }
}
