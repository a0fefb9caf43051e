using System.Buffers.Binary;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Convert;

/// <summary>
/// Between float samples, full scale 1, and the bytes of a file. Full scale is 2^(bits - 1), so integers come back as they went; what lies beyond saturates,
/// halves round to even, and what is no number is 0.
/// </summary>
[RealTime]
public static class PcmConvert
{
    public static int BytesPerSample(PcmFormat format) => format switch
    {
        PcmFormat.UInt8 => 1,
        PcmFormat.Int16 => 2,
        PcmFormat.Int24 => 3,
        PcmFormat.Float64 => 8,
        _ => 4,
    };

    /// <summary>
    /// Writes as many samples as both spans hold; returns samples written. Integers take <paramref name="dither"/> (whole frames, channel 0 first); floats go as they are.
    /// </summary>
    public static int Write(ReadOnlySpan<float> samples, Span<byte> bytes, PcmFormat format, Dither? dither = null)
    {
        var size = BytesPerSample(format);
        var count = Math.Min(samples.Length, bytes.Length / size);
        var channels = dither?.Channels ?? 1;
        var channel = 0;
        for (var n = 0; n < count; n++)
        {
            var to = bytes.Slice(n * size, size);
            switch (format)
            {
                case PcmFormat.Float32:
                    BinaryPrimitives.WriteSingleLittleEndian(to, samples[n]);
                    continue;
                case PcmFormat.Float64:
                    BinaryPrimitives.WriteDoubleLittleEndian(to, samples[n]);
                    continue;
                default:
                    break;
            }

            var value = Quantise(samples[n], 8 * size, dither?.Next(channel) ?? 0);
            channel = channel + 1 == channels ? 0 : channel + 1;
            switch (format)
            {
                case PcmFormat.UInt8:
                    to[0] = (byte)(value + 128);
                    break;
                case PcmFormat.Int16:
                    BinaryPrimitives.WriteInt16LittleEndian(to, (short)value);
                    break;
                case PcmFormat.Int24:
                    (to[0], to[1], to[2]) = ((byte)value, (byte)(value >> 8), (byte)(value >> 16));
                    break;
                default:
                    BinaryPrimitives.WriteInt32LittleEndian(to, value);
                    break;
            }
        }

        return count;
    }

    /// <summary>Reads as many samples as both spans hold; returns samples read. Floats in the file that are no number become 0.</summary>
    public static int Read(ReadOnlySpan<byte> bytes, Span<float> samples, PcmFormat format)
    {
        var size = BytesPerSample(format);
        var count = Math.Min(samples.Length, bytes.Length / size);
        for (var n = 0; n < count; n++)
        {
            var from = bytes.Slice(n * size, size);
            samples[n] = format switch
            {
                PcmFormat.UInt8 => (from[0] - 128) / 128f,
                PcmFormat.Int16 => BinaryPrimitives.ReadInt16LittleEndian(from) / 32_768f,
                PcmFormat.Int24 => (from[0] << 8 | from[1] << 16 | from[2] << 24) / 2_147_483_648f,
                PcmFormat.Int32 => (float)(BinaryPrimitives.ReadInt32LittleEndian(from) / 2_147_483_648.0),
                PcmFormat.Float32 => Number(BinaryPrimitives.ReadSingleLittleEndian(from)),
                _ => Number((float)BinaryPrimitives.ReadDoubleLittleEndian(from)),
            };
        }

        return count;
    }

    /// <summary>Nearest integer of a word of so many bits, after dither in LSB; no wrap.</summary>
    public static int Quantise(float sample, int bits, double dither = 0)
    {
        var full = (double)(1L << (bits - 1));
        var value = Math.Round(Number(sample) * full + dither);
        return (int)Math.Clamp(value, -full, full - 1);
    }

    private static float Number(float x) => float.IsNaN(x) ? 0f : x;
}
