using System.Buffers.Binary;
using System.Text;

namespace MixConsole.EndToEnd.Tests;

/// <summary>WAV files by the tests' own code, so that ours is checked and not repeated. 16 and 24-bit integers and 32-bit floats.</summary>
internal sealed record Wav(int Rate, int Channels, int Bits, float[] Samples)
{
    public int Frames => Samples.Length / Channels;

    /// <summary>A steady tone on every channel.</summary>
    public static Wav Tone(int rate, int channels, int bits, double seconds, double hertz, double amplitude = 0.25)
    {
        var samples = new float[(int)(seconds * rate) * channels];
        for (var i = 0; i < samples.Length; i++) samples[i] = (float)(amplitude * Math.Sin(2 * Math.PI * hertz * (i / channels) / rate));
        return new(rate, channels, bits, samples);
    }

    public void Write(string path)
    {
        var bytes = Bits / 8;
        using BinaryWriter to = new(File.Create(path));
        to.Write(Encoding.ASCII.GetBytes("RIFF"));
        to.Write(36 + (Samples.Length * bytes));
        to.Write(Encoding.ASCII.GetBytes("WAVEfmt "));
        to.Write(16);
        to.Write((short)(Bits == 32 ? 3 : 1));
        to.Write((short)Channels);
        to.Write(Rate);
        to.Write(Rate * Channels * bytes);
        to.Write((short)(Channels * bytes));
        to.Write((short)Bits);
        to.Write(Encoding.ASCII.GetBytes("data"));
        to.Write(Samples.Length * bytes);
        foreach (var sample in Samples)
        {
            if (Bits == 32) to.Write(sample);
            else
            {
                var value = (int)Math.Round(sample * (1 << (Bits - 1)));
                for (var b = 0; b < bytes; b++) to.Write((byte)(value >> (8 * b)));
            }
        }
    }

    public static Wav Read(string path)
    {
        var file = File.ReadAllBytes(path).AsSpan();
        int rate = 0, channels = 0, bits = 0;
        for (var at = 12; at + 8 <= file.Length;)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(file[(at + 4)..]);
            var body = file[(at + 8)..];
            if (file.Slice(at, 4).SequenceEqual("fmt "u8))
                (channels, rate, bits) = (BinaryPrimitives.ReadInt16LittleEndian(body[2..]), BinaryPrimitives.ReadInt32LittleEndian(body[4..]), BinaryPrimitives.ReadInt16LittleEndian(body[14..]));
            else if (file.Slice(at, 4).SequenceEqual("data"u8)) return new(rate, channels, bits, Decode(body[..size], bits));
            at += 8 + size + (size & 1);
        }

        throw new InvalidDataException(path);
    }

    private static float[] Decode(ReadOnlySpan<byte> data, int bits)
    {
        var samples = new float[data.Length * 8 / bits];
        for (var i = 0; i < samples.Length; i++)
        {
            var one = data.Slice(i * bits / 8, bits / 8);
            samples[i] = bits switch
            {
                32 => BinaryPrimitives.ReadSingleLittleEndian(one),
                24 => ((one[2] << 24 | one[1] << 16 | one[0] << 8) >> 8) / 8388608f,
                _ => BinaryPrimitives.ReadInt16LittleEndian(one) / 32768f,
            };
        }

        return samples;
    }

    /// <summary>Amplitude of one frequency on one channel between two moments, by correlation over whole periods of 1 Hz.</summary>
    public double Amplitude(int channel, double hertz, double from, double seconds)
    {
        double sine = 0, cosine = 0;
        int first = (int)(from * Rate), count = (int)(seconds * Rate);
        for (var n = 0; n < count; n++)
        {
            var (s, c) = Math.SinCos(2 * Math.PI * hertz * n / Rate);
            var sample = Samples[((first + n) * Channels) + channel];
            sine += sample * s;
            cosine += sample * c;
        }

        return 2 * Math.Sqrt((sine * sine) + (cosine * cosine)) / count;
    }
}
