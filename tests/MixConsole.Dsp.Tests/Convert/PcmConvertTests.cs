using FsCheck.Xunit;
using MixConsole.Dsp.Convert;

namespace MixConsole.Dsp.Tests.Convert;

public sealed class PcmConvertTests
{
    [Theory]
    [InlineData(0f, 0)]
    [InlineData(1f, 32_767)]
    [InlineData(-1f, -32_768)]
    [InlineData(1.5f, 32_767)]
    [InlineData(-1.5f, -32_768)]
    [InlineData(float.PositiveInfinity, 32_767)]
    [InlineData(float.NegativeInfinity, -32_768)]
    [InlineData(float.NaN, 0)]
    [InlineData(0.5f, 16_384)]
    [InlineData(0.5f / 32_768, 0)]
    [InlineData(1.5f / 32_768, 2)]
    [InlineData(-0.75f / 32_768, -1)]
    [InlineData(32_766.6f / 32_768, 32_767)]
    public void Sixteen_bits_round_and_saturate(float sample, int expected)
    {
        Assert.Equal(expected, PcmConvert.Quantise(sample, 16));
        var bytes = new byte[2];
        Assert.Equal(1, PcmConvert.Write([sample], bytes, PcmFormat.Int16));
        Assert.Equal((short)expected, BitConverter.ToInt16(bytes));
    }

    [Theory]
    [InlineData(PcmFormat.UInt8, 1f, new byte[] { 0xFF })]
    [InlineData(PcmFormat.UInt8, -1f, new byte[] { 0x00 })]
    [InlineData(PcmFormat.Int24, 1f, new byte[] { 0xFF, 0xFF, 0x7F })]
    [InlineData(PcmFormat.Int24, -1f, new byte[] { 0x00, 0x00, 0x80 })]
    [InlineData(PcmFormat.Int24, -1f / 8_388_608, new byte[] { 0xFF, 0xFF, 0xFF })]
    [InlineData(PcmFormat.Int32, 1f, new byte[] { 0xFF, 0xFF, 0xFF, 0x7F })]
    [InlineData(PcmFormat.Int32, -2f, new byte[] { 0x00, 0x00, 0x00, 0x80 })]
    [InlineData(PcmFormat.Float32, 1.5f, new byte[] { 0x00, 0x00, 0xC0, 0x3F })]
    [InlineData(PcmFormat.Float64, 1.5f, new byte[] { 0, 0, 0, 0, 0, 0, 0xF8, 0x3F })]
    public void Bytes_are_little_endian(PcmFormat format, float sample, byte[] expected)
    {
        var bytes = new byte[PcmConvert.BytesPerSample(format)];
        PcmConvert.Write([sample], bytes, format);
        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData(PcmFormat.UInt8, new byte[] { 0x00 }, -1f)]
    [InlineData(PcmFormat.UInt8, new byte[] { 0xC0 }, 0.5f)]
    [InlineData(PcmFormat.Int16, new byte[] { 0x00, 0x80 }, -1f)]
    [InlineData(PcmFormat.Int16, new byte[] { 0xFF, 0x7F }, 32_767 / 32_768f)]
    [InlineData(PcmFormat.Int24, new byte[] { 0xFF, 0xFF, 0xFF }, -1f / 8_388_608)]
    [InlineData(PcmFormat.Int32, new byte[] { 0x00, 0x00, 0x00, 0xC0 }, -0.5f)]
    [InlineData(PcmFormat.Float32, new byte[] { 0x00, 0x00, 0xC0, 0x7F }, 0f)]
    [InlineData(PcmFormat.Float64, new byte[] { 0, 0, 0, 0, 0, 0, 0xF8, 0xBF }, -1.5f)]
    public void Reads_what_the_bytes_mean(PcmFormat format, byte[] bytes, float expected)
    {
        var samples = new float[1];
        Assert.Equal(1, PcmConvert.Read(bytes, samples, format));
        Assert.Equal(expected, samples[0]);
    }

    [Property]
    public bool Every_integer_of_up_to_24_bits_comes_back(int word)
    {
        var samples = new float[1];
        var (again16, again24) = (new byte[2], new byte[3]);
        var (bytes16, bytes24) = (BitConverter.GetBytes((short)word), BitConverter.GetBytes(word << 3)[1..]);
        PcmConvert.Read(bytes16, samples, PcmFormat.Int16);
        PcmConvert.Write(samples, again16, PcmFormat.Int16);
        PcmConvert.Read(bytes24, samples, PcmFormat.Int24);
        PcmConvert.Write(samples, again24, PcmFormat.Int24);
        return again16.SequenceEqual(bytes16) && again24.SequenceEqual(bytes24);
    }

    [Fact]
    public void An_odd_byte_at_the_end_is_left_alone() => Assert.Equal(2, PcmConvert.Read(new byte[5], new float[8], PcmFormat.Int16));
}
