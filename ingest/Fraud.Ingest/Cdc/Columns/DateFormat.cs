using System.Text.Json;

namespace Fraud.Ingest.Cdc.Columns;

/// <summary><c>date</c> as days since 1970; infinity as the two numbers Debezium has for it.</summary>
internal sealed class DateFormat : ColumnFormat
{
    public static readonly DateFormat Instance = new();
    private const int Infinity = -2_147_472_692;
    private const int NegativeInfinity = -2_147_472_691;

    public override void Write(Utf8JsonWriter json, ReadOnlySpan<char> text) => json.WriteNumberValue(text switch
    {
        "infinity" => Infinity,
        "-infinity" => NegativeInfinity,
        _ => PostgresTime.Days(text),
    });

    public override void WriteMissing(Utf8JsonWriter json) => json.WriteNumberValue(0);
}
