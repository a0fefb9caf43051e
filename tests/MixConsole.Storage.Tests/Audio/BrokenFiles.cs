using static MixConsole.Storage.Tests.Audio.WavBytes;

namespace MixConsole.Storage.Tests.Audio;

/// <summary>Files that no honest program writes, the same ones at every run.</summary>
internal static class BrokenFiles
{
    private static readonly byte[] Samples = Chunk("data", Shorts([.. Enumerable.Range(0, 64).Select(i => (short)i)]));

    public static IEnumerable<(string Name, byte[] Bytes)> All()
    {
        foreach (var (name, bytes) in Hostile()) yield return (name, bytes);

        // Every cut of one file of each kind.
        var wav = Riff(Broadcast(48_000), Format(1, 2, 48_000, 16), Samples);
        var aiff = Aiff("AIFC", Common(2, 8, 24, "NONE"), new byte[48]);
        for (var cut = 0; cut < wav.Length; cut += 7) yield return ($"wav cut at {cut}", wav[..cut]);
        for (var cut = 0; cut < aiff.Length; cut++) yield return ($"aiff cut at {cut}", aiff[..cut]);

        // Bytes changed at random, always in the same way.
        var random = new Random(1);
        for (var n = 0; n < 300; n++)
        {
            byte[] copy = [.. n % 2 == 0 ? wav : aiff];
            for (var i = 0; i < 1 + (n % 8); i++) copy[random.Next(copy.Length)] = (byte)random.Next(256);
            yield return ($"changed {n}", copy);
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Hostile()
    {
        yield return ("nothing", []);
        yield return ("one byte", [82]);
        yield return ("zeros", new byte[4096]);
        yield return ("ones", [.. Enumerable.Repeat((byte)255, 4096)]);
        yield return ("only a name", "RIFF"u8.ToArray());
        yield return ("no chunks", Riff());
        yield return ("no format", Riff(Samples));
        yield return ("no data", Riff(Format(1, 2, 48_000, 16)));
        yield return ("no channels", Riff(Format(1, 0, 48_000, 16, 0), Samples));
        yield return ("65,535 channels", Riff(Format(1, 65_535, 48_000, 16), Samples));
        yield return ("257 channels", Riff(Format(1, 257, 48_000, 16), Samples));
        yield return ("256 channels", Riff(Format(1, 256, 48_000, 16), Samples));
        yield return ("rate 0", Riff(Format(1, 2, 0, 16), Samples));
        yield return ("rate -1", Riff(Format(1, 2, -1, 16), Samples));
        yield return ("rate 1", Riff(Format(1, 2, 1, 16), Samples));
        yield return ("0 bits", Riff(Format(1, 2, 48_000, 0), Samples));
        yield return ("1 bit", Riff(Format(1, 2, 48_000, 1), Samples));
        yield return ("33 bits", Riff(Format(1, 2, 48_000, 33), Samples));
        yield return ("65,535 bits", Riff(Format(1, 2, 48_000, 65_535), Samples));
        yield return ("16-bit float", Riff(Format(3, 2, 48_000, 16), Samples));
        yield return ("24-bit float", Riff(Format(3, 2, 48_000, 24), Samples));
        yield return ("frame of 0 bytes", Riff(Format(1, 2, 48_000, 16, 0), Samples));
        yield return ("frame of 3 bytes", Riff(Format(1, 2, 48_000, 16, 3), Samples));
        yield return ("frame of 65,535 bytes", Riff(Format(1, 1, 48_000, 16, 65_535), Samples));
        yield return ("format of 4 bytes", Riff(Chunk("fmt ", [1, 0, 2, 0]), Samples));
        yield return ("format of 4 GiB", Riff(Chunk("fmt ", new byte[16], uint.MaxValue), Samples));
        yield return ("extensible cut short", Riff(Format(0xFFFE, 2, 48_000, 16), Samples));
        yield return ("two formats", Riff(Format(1, 2, 48_000, 16), Format(3, 1, 44_100, 32), Samples));
        yield return ("two data", Riff(Format(1, 2, 48_000, 16), Samples, Samples));
        yield return ("a WAV in a WAV", Riff(Format(1, 2, 48_000, 16), Chunk("data", Riff(Format(1, 2, 48_000, 16), Samples))));
        yield return ("LIST of 4 GiB", Riff(Format(1, 2, 48_000, 16), Chunk("LIST", [], uint.MaxValue), Samples));
        yield return ("LIST of 4 GiB - 8", Riff(Format(1, 2, 48_000, 16), Chunk("LIST", [], uint.MaxValue - 7), Samples));
        yield return ("data of 4 GiB - 1", Riff(Format(1, 2, 48_000, 16), Chunk("data", new byte[8], uint.MaxValue - 1)));
        yield return ("data of 1 byte", Riff(Format(1, 2, 48_000, 16), Chunk("data", [1])));
        yield return ("data of 3 bytes of 4", Riff(Format(1, 2, 48_000, 16), Chunk("data", [1, 2, 3], 4)));
        yield return ("long size of -1", Riff("RF64", Chunk("ds64", [.. Enumerable.Repeat((byte)255, 28)]), Format(1, 2, 48_000, 16), Chunk("data", new byte[8], uint.MaxValue)));
        yield return ("long size of 2^62", Riff("RF64", Chunk("ds64", [.. new byte[8], 0, 0, 0, 0, 0, 0, 0, 64, .. new byte[12]]), Format(1, 2, 48_000, 16), Chunk("data", new byte[8], uint.MaxValue)));
        yield return ("no long sizes", Riff("RF64", Format(1, 2, 48_000, 16), Chunk("data", new byte[8], uint.MaxValue)));
        yield return ("a million empty chunks", Riff([.. Enumerable.Repeat(Chunk("JUNK", []), 100_000), Format(1, 2, 48_000, 16), Samples]));
        yield return ("stamp beyond all time", Riff(Broadcast(ulong.MaxValue), Format(1, 2, 48_000, 16), Samples));
        yield return ("broadcast of 4 bytes", Riff(Format(1, 2, 48_000, 16), Samples, Chunk("bext", new byte[4])));
        yield return ("AIFF without channels", Aiff("AIFF", Common(0, 1, 16), new byte[8]));
        yield return ("AIFF with -1 channels", Aiff("AIFF", Common(-1, 1, 16), new byte[8]));
        yield return ("AIFF with -1 frames", Aiff("AIFF", Common(1, -1, 16), new byte[8]));
        yield return ("AIFF with -8 bits", Aiff("AIFF", Common(1, 4, -8), new byte[8]));
        yield return ("AIFF with 99 bits", Aiff("AIFF", Common(1, 4, 99), new byte[8]));
        yield return ("AIFF offset beyond", Aiff("AIFF", Common(1, 4, 16), new byte[8], uint.MaxValue));
        yield return ("AIFF with a rate of nothing", Aiff("AIFF", [0, 1, 0, 0, 0, 1, 0, 16, .. new byte[10]], new byte[8]));
        yield return ("AIFF with a rate of everything", Aiff("AIFF", [0, 1, 0, 0, 0, 1, 0, 16, 0x7F, .. Enumerable.Repeat((byte)255, 9)], new byte[8]));
        yield return ("AIFF with a negative rate", Aiff("AIFF", [0, 1, 0, 0, 0, 1, 0, 16, .. Enumerable.Repeat((byte)255, 10)], new byte[8]));
    }
}
