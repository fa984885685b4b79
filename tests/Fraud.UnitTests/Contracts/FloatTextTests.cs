using System.Buffers.Text;
using System.Text;
using Fraud.Contracts.Json;
using FsCheck;
using FsCheck.Xunit;
using Xunit;

namespace Fraud.UnitTests.Contracts;

/// <summary>Numbers are written as the platform's formatter writes them.</summary>
public class FloatTextTests
{
    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    [InlineData(-17f)]
    [InlineData(9_999_999f)]
    [InlineData(1e7f)]
    [InlineData(16_777_216f)]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(12.25f)]
    [InlineData(-3.1415927f)]
    [InlineData(0.33333334f)]
    [InlineData(0.0001f)]
    [InlineData(0.00009f)]
    [InlineData(8388607.5f)]
    [InlineData(1e-30f)]
    [InlineData(-1e-45f)]
    [InlineData(float.MaxValue)]
    [InlineData(float.Epsilon)]
    public void A_number_is_written_as_the_formatter_writes_it(float value) => Assert.Equal(Formatted(value), Written(value));

    [Property(MaxTest = 200)]
    public void Any_number_is_written_as_the_formatter_writes_it(int seed)
    {
        var random = new System.Random(seed);
        for (var i = 0; i < 1000; i++)
        {
            var value = random.Next(3) switch
            {
                0 => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)),
                1 => (float)(random.NextInt64(1_000_000_000) / Math.Pow(10, random.Next(13))),
                _ => (float)Math.Exp((random.NextDouble() * 26) - 10) * (random.Next(2) == 0 ? 1 : -1),
            };
            if (float.IsFinite(value)) Assert.Equal(Formatted(value), Written(value));
        }
    }

    private static string Written(float value)
    {
        Span<byte> utf8 = stackalloc byte[FloatText.LengthMax];
        return Encoding.ASCII.GetString(utf8[..FloatText.Write(value, utf8)]);
    }

    private static string Formatted(float value)
    {
        Span<byte> utf8 = stackalloc byte[64];
        Assert.True(Utf8Formatter.TryFormat(value, utf8, out var length));
        return Encoding.ASCII.GetString(utf8[..length]);
    }
}
