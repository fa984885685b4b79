using System.Text;
using System.Text.Json;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary>Arrays as JSON arrays, nested where they have several dimensions (PostgreSQL, "Array Input and Output Syntax").</summary>
/// <param name="element">Format of the elements.</param>
/// <param name="delimiter">Between elements: a comma, for boxes a semicolon.</param>
/// <param name="unavailable">Writes what stands for an unchanged large array.</param>
internal sealed class ArrayFormat(ColumnFormat element, char delimiter, Action<Utf8JsonWriter>? unavailable) : ColumnFormat
{
    public override void Write(Utf8JsonWriter json, ReadOnlySpan<char> text)
    {
        // Lower bounds other than 1 come first: [2:3]={a,b}.
        text = text[text.IndexOf('{')..];
        while (text.Length > 0)
        {
            switch (text[0])
            {
                case '{':
                    json.WriteStartArray();
                    text = text[1..];
                    break;
                case '}':
                    json.WriteEndArray();
                    text = text[1..];
                    break;
                case '"':
                    text = WriteQuoted(json, text);
                    break;
                case var c when c == delimiter:
                    text = text[1..];
                    break;
                default:
                    text = WritePlain(json, text);
                    break;
            }
        }
    }

    public override void WriteMissing(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        json.WriteEndArray();
    }

    public override void WriteUnavailable(Utf8JsonWriter json)
    {
        if (unavailable is null) base.WriteUnavailable(json);
        else unavailable(json);
    }

    private ReadOnlySpan<char> WritePlain(Utf8JsonWriter json, ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(delimiter, '}');
        if (text[..end] is "NULL") json.WriteNullValue();
        else element.Write(json, text[..end]);
        return text[end..];
    }

    private ReadOnlySpan<char> WriteQuoted(Utf8JsonWriter json, ReadOnlySpan<char> text)
    {
        var value = new StringBuilder();
        var i = 1;
        for (; text[i] != '"'; i++)
        {
            if (text[i] == '\\') i++;
            value.Append(text[i]);
        }

        element.Write(json, value.ToString());
        return text[(i + 1)..];
    }
}
