using System.Text;
using Fraud.Broker.Protocol;
using Fraud.Broker.Storage;
using Xunit;

namespace Fraud.UnitTests.Broker;

public sealed class ProtocolTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_type_reads_back_as_written(bool flexible)
    {
        using var writer = new ProtocolWriter { Flexible = flexible };
        var id = new Guid("00112233-4455-6677-8899-aabbccddeeff");
        writer.Int16(-2);
        writer.Int32(int.MinValue);
        writer.Int64(long.MaxValue);
        writer.Bool(true);
        writer.Uuid(id);
        writer.String("żółw");
        writer.String(null);
        writer.String("");
        writer.Bytes([1, 2, 3]);
        writer.ArrayLength(-1);
        writer.ArrayLength(0);
        writer.Tags();
        var reader = new ProtocolReader(writer.Written.Span, flexible);
        Assert.Equal(-2, reader.Int16());
        Assert.Equal(int.MinValue, reader.Int32());
        Assert.Equal(long.MaxValue, reader.Int64());
        Assert.True(reader.Bool());
        Assert.Equal(id, reader.Uuid());
        Assert.Equal("żółw", reader.String());
        Assert.Null(reader.NullableString());
        Assert.Equal("", reader.String());
        Assert.Equal([1, 2, 3], reader.Bytes().ToArray());
        Assert.Equal(-1, reader.NullableArrayLength());
        Assert.Equal(0, reader.ArrayLength());
        reader.Tags();
        Assert.Equal(0, reader.Remaining);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(20_000)]
    [InlineData(3_000_000)]
    public void Bytes_of_unknown_length_get_the_right_length_in_front_whatever_was_expected(int count)
    {
        foreach (var flexible in new[] { false, true })
            foreach (var expected in new[] { 0, 126, 127, 16_383, 2_100_000 })
            {
                using var writer = new ProtocolWriter { Flexible = flexible };
                writer.Int32(7);
                var begun = writer.BeginBytes(expected);
                var content = Enumerable.Range(0, count).Select(i => (byte)i).ToArray();
                writer.Raw(content);
                writer.EndBytes(begun);
                writer.Int32(8);
                var reader = new ProtocolReader(writer.Written.Span, flexible);
                Assert.Equal(7, reader.Int32());
                Assert.True(reader.Bytes().SequenceEqual(content));
                Assert.Equal(8, reader.Int32());
            }
    }

    [Fact]
    public void Lengths_beyond_the_frame_are_refused_before_anything_is_allocated()
    {
        byte[] huge = [0x7F, 0xFF, 0xFF, 0xFF, 1, 2];
        Assert.Throws<MalformedRequestException>(() => new ProtocolReader(huge, false).Bytes().Length);
        Assert.Throws<MalformedRequestException>(() => new ProtocolReader(huge, false).ArrayLength());
        Assert.Throws<MalformedRequestException>(() => new ProtocolReader([0xFF, 0xFF, 0xFF, 0xFF, 0x07], true).ArrayLength());
        Assert.Throws<MalformedRequestException>(() => new ProtocolReader([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], true).UnsignedVarint());
        Assert.Throws<MalformedRequestException>(() => new ProtocolReader([1, 2], false).Int32());
    }

    /// <summary>The check value of RFC 3720: 32 bytes of zero give 8A9136AA.</summary>
    [Fact]
    public void The_checksum_is_castagnoli()
    {
        Assert.Equal(0x8A9136AAu, Crc32C.Compute(new byte[32]));
        Assert.Equal(0xE3069283u, Crc32C.Compute(Encoding.ASCII.GetBytes("123456789")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_marker_is_one_intact_control_record(bool commit)
    {
        var batch = new RecordBatch(ControlBatch.Build(42, 7, commit, 1234));
        Assert.True(batch.IsIntact());
        Assert.True(batch is { IsControl: true, IsTransactional: true, ProducerId: 42, ProducerEpoch: 7, RecordCount: 1, LastOffsetDelta: 0 });
        Assert.Equal(ControlBatch.Size, batch.Size);
        Assert.Equal(commit, ControlBatch.IsCommit(batch));
        var record = Assert.Single(RecordReader.Read(batch));
        Assert.Equal([0, 0, 0, commit ? (byte)1 : (byte)0], record.Key!.Value.ToArray());
    }
}
