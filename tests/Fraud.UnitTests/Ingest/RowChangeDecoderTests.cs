using System.Text;
using System.Text.Json;
using Fraud.Contracts;
using Fraud.Ingest.Cdc;
using Fraud.TestKit;
using Xunit;

namespace Fraud.UnitTests.Ingest;

public sealed class RowChangeDecoderTests
{
    [SharedDataFact]
    public void Events_as_Debeziums_documentation_shows_them_are_read_with_and_without_schema()
    {
        var changes = new List<RowChange?>();
        foreach (var line in File.ReadLines(SharedFolder.File("data", "debezium-samples.ndjson")))
        {
            var value = JsonDocument.Parse(line).RootElement.GetProperty("value");
            var withSchema = value.ValueKind == JsonValueKind.Null ? null : Encoding.UTF8.GetBytes(value.GetRawText());
            Assert.True(RowChangeDecoder.TryDecode(withSchema, out var change, out var problem), problem);
            changes.Add(change);
            if (withSchema is null) continue;
            Assert.True(RowChangeDecoder.TryDecode(Encoding.UTF8.GetBytes(value.GetProperty("payload").GetRawText()), out var plain, out _));
            Assert.Equal((change!.Table, change.Operation, change.TimeMs), (plain!.Table, plain.Operation, plain.TimeMs));
        }

        Assert.Equal([RowOperation.Create, RowOperation.Update, RowOperation.Delete, null], changes.Select(c => c?.Operation));
        Assert.All(changes.Take(3), c => Assert.Equal(("customers", 1559033904863), (c!.Table, c.TimeMs)));
        Assert.Equal("Anne Marie", changes[1]!.After!.Value.GetProperty("first_name").GetString());
        Assert.Equal(1, changes[2]!.Before!.Value.GetProperty("id").GetInt32());
        Assert.Null(changes[2]!.After);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"op":"c","source":{}}""")]
    [InlineData("""{"op":"z","source":{"table":"t","ts_ms":1}}""")]
    [InlineData("""{"op":"c","source":{"table":"\ud800","ts_ms":1}}""")]
    [InlineData("""{"op":"c","source":{"table":"t","ts_ms":1},"after":{"name":"\ud800"}}""")]
    public void Anything_else_is_refused_and_never_throws(string json)
    {
        Assert.False(RowChangeDecoder.TryDecode(Encoding.UTF8.GetBytes(json), out var change, out var problem));
        Assert.Null(change);
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused() =>
        Assert.False(RowChangeDecoder.TryDecode([.. "{\"op\":\"c\",\"x\":\""u8, 0xC3, 0x28, .. "\"}"u8], out _, out _));

    [Theory]
    [InlineData("""{"op":"m","source":{"ts_ms":1}}""")] // a logical decoding message
    [InlineData("""{"schema":null,"payload":null}""")]
    public void Messages_that_change_no_row_are_no_change(string json)
    {
        Assert.True(RowChangeDecoder.TryDecode(Encoding.UTF8.GetBytes(json), out var change, out _));
        Assert.Null(change);
    }
}
