using System.Globalization;
using System.Text;
using Fraud.Contracts.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace Fraud.UnitTests.Contracts;

public class Rfc3339Tests
{
    [Theory]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    [InlineData("1970-01-01t00:00:00.001z", 1)]
    [InlineData("1970-01-01T01:00:00+01:00", 0)]
    [InlineData("1969-12-31T23:30:00-00:30", 0)]
    [InlineData("2024-02-29T12:00:00.123456789Z", 1_709_208_000_123)]
    [InlineData("1990-12-31T23:59:60Z", 662_687_999_000)]
    public void Reads(string text, long unixMs)
    {
        Assert.True(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var read));
        Assert.Equal(unixMs, read);
    }

    [Theory]
    [InlineData("2024-02-30T12:00:00Z")]
    [InlineData("2024-13-01T12:00:00Z")]
    [InlineData("2024-01-01T24:00:00Z")]
    [InlineData("2024-01-01T12:00:00")]
    [InlineData("2024-01-01 12:00:00Z")]
    [InlineData("2024-01-01T12:00:00.Z")]
    [InlineData("2024-01-01T12:00:00+0100")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("")]
    public void Refuses(string text) => Assert.False(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Property]
    public Property Writes_what_it_reads() => Prop.ForAll(
        Gen.Choose(int.MinValue, int.MaxValue).Select(x => x * 1_000L + x % 1_000).ToArbitrary(),
        unixMs => Rfc3339.TryParse(Encoding.ASCII.GetBytes(Rfc3339.Format(unixMs)), out var read) && read == unixMs
            && DateTimeOffset.Parse(Rfc3339.Format(unixMs), CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() == unixMs);
}
