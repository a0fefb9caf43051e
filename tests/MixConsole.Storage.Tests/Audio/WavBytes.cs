using System.Text;

namespace MixConsole.Storage.Tests.Audio;

/// <summary>WAV and AIFF files byte by byte, without the code under test.</summary>
internal static class WavBytes
{
    public static byte[] Chunk(string id, byte[] body, uint? size = null) =>
        [.. Encoding.ASCII.GetBytes(id), .. BitConverter.GetBytes(size ?? (uint)body.Length), .. body, .. new byte[size is null ? body.Length & 1 : 0]];

    public static byte[] Riff(params byte[][] chunks) => Riff("RIFF", chunks);

    public static byte[] Riff(string id, params byte[][] chunks)
    {
        var body = chunks.SelectMany(c => c).ToArray();
        return [.. Encoding.ASCII.GetBytes(id), .. BitConverter.GetBytes(body.Length + 4), .. "WAVE"u8, .. body];
    }

    public static byte[] Format(int tag, int channels, int rate, int bits, int? frame = null)
    {
        var block = frame ?? channels * ((bits + 7) / 8);
        return Chunk("fmt ", [.. Two(tag), .. Two(channels), .. BitConverter.GetBytes(rate), .. BitConverter.GetBytes(rate * block), .. Two(block), .. Two(bits)]);
    }

    public static byte[] Extensible(int tag, int channels, int rate, int bits, int validBits) => Chunk("fmt ",
    [
        .. Two(0xFFFE), .. Two(channels), .. BitConverter.GetBytes(rate), .. BitConverter.GetBytes(rate * channels * bits / 8), .. Two(channels * bits / 8), .. Two(bits),
        .. Two(22), .. Two(validBits), 0, 0, 0, 0, .. Two(tag), 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71,
    ]);

    public static byte[] Broadcast(ulong stamp, string description = "") => Chunk("bext",
        [.. Encoding.UTF8.GetBytes(description), .. new byte[338 - Encoding.UTF8.GetByteCount(description)], .. BitConverter.GetBytes(stamp), 1, 0, .. new byte[254]]);

    public static byte[] Shorts(params short[] samples) => [.. samples.SelectMany(BitConverter.GetBytes)];

    public static byte[] Floats(params float[] samples) => [.. samples.SelectMany(BitConverter.GetBytes)];

    /// <summary>A mono or stereo 16-bit file whose samples count up from a seed, so every file differs.</summary>
    public static byte[] Ramp(int channels, int rate, int frames, int seed = 0, ulong? stamp = null)
    {
        var data = Shorts([.. Enumerable.Range(seed, frames * channels).Select(i => (short)(i * 37))]);
        return stamp is { } s ? Riff(Broadcast(s), Format(1, channels, rate, 16), Chunk("data", data)) : Riff(Format(1, channels, rate, 16), Chunk("data", data));
    }

    public static byte[] Aiff(string form, byte[] common, byte[] samples, uint offset = 0) =>
    [
        .. "FORM"u8, .. Big(4 + 8 + common.Length + 16 + samples.Length), .. Encoding.ASCII.GetBytes(form),
        .. "COMM"u8, .. Big(common.Length), .. common, .. "SSND"u8, .. Big(8 + samples.Length), .. Big((int)offset), .. Big(0), .. samples,
    ];

    /// <summary>Common chunk at 44,100 Hz; with a compression type for AIFF-C.</summary>
    public static byte[] Common(int channels, int frames, int bits, string? type = null) =>
    [
        (byte)(channels >> 8), (byte)channels, .. Big(frames), (byte)(bits >> 8), (byte)bits, 0x40, 0x0E, 0xAC, 0x44, 0, 0, 0, 0, 0, 0,
        .. type is null ? [] : Encoding.ASCII.GetBytes(type), .. new byte[type is null ? 0 : 2],
    ];

    public static byte[] Big(int value) => [.. BitConverter.GetBytes(value).Reverse()];

    private static byte[] Two(int value) => BitConverter.GetBytes((ushort)value);
}
