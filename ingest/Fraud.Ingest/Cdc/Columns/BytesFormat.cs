using System.Text;
using System.Text.Json;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary><c>bytea</c> in base64.</summary>
internal sealed class BytesFormat : ColumnFormat
{
    public static readonly BytesFormat Instance = new();

    public override void Write(Utf8JsonWriter json, ReadOnlySpan<char> text) =>
        json.WriteBase64StringValue(Convert.FromHexString(text["\\x".Length..]));

    public override void WriteMissing(Utf8JsonWriter json) => json.WriteStringValue(""u8);

    public override void WriteUnavailable(Utf8JsonWriter json) => json.WriteBase64StringValue(Encoding.UTF8.GetBytes(RowImage.Unavailable));
}
