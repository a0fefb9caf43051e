using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Storage.Audio;
using MixConsole.Storage.Import;
using MixConsole.Storage.Tests.Audio;
using static MixConsole.Storage.Tests.Audio.WavBytes;

namespace MixConsole.Storage.Tests.Import;

public sealed class StemImportTests : IDisposable
{
    private readonly TempFolder temp = new();

    public StemImportTests() => Directory.CreateDirectory(temp.At("stems"));

    [Fact]
    public void Strips_stand_in_file_name_order_with_everything_neutral()
    {
        Stem("10 Vox.wav", Ramp(1, 48_000, 50));
        Stem("2 Bass.wav", Ramp(2, 48_000, 70));
        Stem("1 Kick.wav", Ramp(1, 48_000, 60));
        var result = Import();
        Assert.Empty(result.Problems);
        Assert.Equal([(1, "Kick"), (2, "Bass"), (3, "Vox")], result.Strips.Select(s => (s.Number, s.Name)));
        Assert.Equal([(0, "audio/1 Kick.wav", 0L, 60L, 1), (1, "audio/2 Bass.wav", 0L, 70L, 2), (2, "audio/10 Vox.wav", 0L, 50L, 1)],
            result.Session!.Tracks.Select(t => (t.Strip, t.File, t.Start, t.Frames, t.Channels)));
        Assert.Equal(("Song", 48_000), (result.Session.Name, result.Session.Rate));
        Assert.Equal(("Kick", "kick", "#e05a47"), (Text("/ch/1/name"), Text("/ch/1/icon"), Text("/ch/1/color")));

        // Only names, looks, formats and stacks may differ from the defaults.
        var fresh = new ParameterValues(ConsoleCatalog.Tree);
        var changed = ConsoleCatalog.Tree.Ids().Where(id => result.Session.Set[id] != fresh[id]).Select(ConsoleCatalog.Tree.Address);
        Assert.Equal(["/ch/2/format"], changed);

        string Text(string address) => result.Session!.Set.Text(Id(address));
    }

    [Fact]
    public void Plain_files_are_copied_byte_by_byte()
    {
        var bytes = Ramp(2, 44_100, 1000, 5);
        Stem("a.WAV", bytes);
        Import();
        Assert.Equal(bytes, File.ReadAllBytes(temp.At("Song.mixsession/audio/a.WAV")));
    }

    [Fact]
    public void Other_formats_become_floats_with_the_same_samples()
    {
        Stem("a.aif", Aiff("AIFF", Common(1, 3, 16), [0x40, 0, 0xC0, 0, 0x20, 0]));
        Stem("a.wav", Riff(Format(1, 1, 44_100, 8), Chunk("data", [192, 64, 160])));
        var result = Import();
        Assert.Equal(["audio/a.wav", "audio/a 2.wav"], result.Strips.Select(s => s.File));
        Assert.All(result.Strips, s => Assert.Equal([0.5f, -0.5f, 0.25f], Samples(s)));
    }

    [Theory]
    [InlineData("OH.L.wav", "OH.R.wav")]
    [InlineData("01 OH_L.wav", "02 OH_R.wav")]
    [InlineData("oh (l).wav", "OH (R).wav")]
    public void A_lone_pair_of_mono_sides_is_one_stereo_strip(string left, string right)
    {
        Stem(left, Ramp(1, 48_000, 3));
        Stem(right, Ramp(1, 48_000, 5, 100));
        var result = Import();
        var strip = Assert.Single(result.Strips);
        Assert.Equal(("oh", $"{left} + {right}"), (strip.Name.ToLowerInvariant(), strip.Source));
        Assert.Equal((2, 5L), (result.Session!.Tracks[0].Channels, result.Session.Tracks[0].Frames));
        Assert.Equal(1, result.Session.Set[Id("/ch/1/format")]);
        Assert.Equal([0, 3700, 37, 3737, 74, 3774, 0, 3811, 0, 3848], Samples(strip).Select(s => (int)(s * 32768)));
    }

    [Fact]
    public void Sides_that_are_no_lone_mono_pair_stay_apart()
    {
        Stem("A L.wav", Ramp(1, 48_000, 3));
        Stem("A R.wav", Ramp(2, 48_000, 3)); // stereo
        Stem("B L.wav", Ramp(1, 48_000, 3, 0, 0));
        Stem("B R.wav", Ramp(1, 48_000, 3, 0, 10)); // begins elsewhere
        Stem("C L.wav", Ramp(1, 48_000, 3)); // alone
        Stem("01 D L.wav", Ramp(1, 48_000, 3));
        Stem("02 D R.wav", Ramp(1, 48_000, 3));
        Stem("03 D L.wav", Ramp(1, 48_000, 3)); // which is the other side of 02?
        Assert.Equal(8, Import().Strips.Count);
    }

    [Fact]
    public void Time_stamps_place_stems_after_the_earliest()
    {
        Stem("a.wav", Ramp(1, 48_000, 10, 0, 172_800_000));
        Stem("b.wav", Ramp(1, 48_000, 10, 0, 172_848_001));
        Stem("c.wav", Ramp(1, 48_000, 10));
        Stem("d.wav", Ramp(1, 48_000, 10, 0, 1L << 50));
        var result = Import();
        Assert.Equal([0L, 48_001, 0, 0], result.Session!.Tracks.Select(t => t.Start));
        Assert.Contains("more than a day", Assert.Single(result.Problems).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rate_of_most_stems_is_the_session_s_and_the_others_are_converted()
    {
        Stem("a.wav", Ramp(1, 44_100, 441, 0, 44_100));
        Stem("b.wav", Ramp(1, 48_000, 10, 0, 24_000));
        Stem("c.wav", Ramp(1, 48_000, 10));
        Stem("d L.wav", Sine(22_050, 1000));
        Stem("d R.wav", Sine(22_050, 900));
        var result = Import();
        Assert.Empty(result.Problems);
        Assert.Equal(48_000, result.Session!.Rate);
        Assert.Equal([(24_000L, 480L), (0, 10), (0, 10), (0, 2177)], result.Session.Tracks.Select(t => (t.Start, t.Frames)));
        Assert.Equal(File.ReadAllBytes(temp.At("stems/b.wav")), File.ReadAllBytes(temp.At("Song.mixsession/audio/b.wav")));

        // 441 Hz, a quarter of full scale: the converted samples lie on the same sine.
        var pair = Samples(result.Strips[3]);
        for (var i = 300; i < 1600; i++) Assert.Equal(0.25 * Math.Sin(2 * Math.PI * 441 * i / 48_000), pair[i * 2], 3);
        Assert.Equal(0f, pair[^1]);
    }

    [Fact]
    public void Among_equally_common_rates_the_higher_wins()
    {
        Stem("a.wav", Ramp(1, 44_100, 10));
        Stem("b.wav", Ramp(1, 96_000, 10));
        Stem("c.wav", Ramp(1, 500_000, 10)); // no rate of a session
        Stem("d.wav", Ramp(1, 500_000, 10));
        Assert.Equal(96_000, Import().Session!.Rate);
    }

    [Fact]
    public void Families_with_two_strips_become_stacks()
    {
        foreach (var name in new[] { "1 Kick", "2 Snare", "3 Bass", "4 Vox", "5 BGV", "6 What" }) Stem(name + ".wav", Ramp(1, 48_000, 4));
        var set = Import().Session!.Set;
        Assert.Equal(["Drums", "Vocals", ""], new[] { 1, 2, 3 }.Select(g => set.Text(Id($"/group/{g}/name"))));
        Assert.Equal([1.0, 1, 0, 2, 2, 0], Enumerable.Range(1, 6).Select(n => set[Id($"/ch/{n}/output/group")]));
        Assert.Equal(0, set[Id("/group/1/mix/fader")]);
    }

    [Fact]
    public void Many_channels_become_several_strips()
    {
        Stem("Surround.wav", Riff(Format(1, 5, 48_000, 16), Chunk("data", Shorts(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))));
        var result = Import();
        Assert.Equal(["Surround 1", "Surround 2", "Surround 3"], result.Strips.Select(s => s.Name));
        Assert.Equal([1, 2, 6, 7], Samples(result.Strips[0]).Select(s => (int)(s * 32768)));
        Assert.Equal([5, 10], Samples(result.Strips[2]).Select(s => (int)(s * 32768)));
        Assert.Contains("5 channels", Assert.Single(result.Problems).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Unreadable_files_are_named_and_the_rest_is_made()
    {
        Stem("1 Kick.wav", Ramp(1, 48_000, 4));
        Stem("2 Broken.wav", [1, 2, 3]);
        Stem("3 Vox.flac", [.. "fLaC"u8, .. new byte[40]]);
        Stem("4 Empty.wav", Riff(Format(1, 1, 48_000, 16), Chunk("data", [])));
        Stem(".DS_Store", [1]);
        Directory.CreateDirectory(temp.At("stems/5 Folder.wav"));
        var result = Import();
        Assert.Equal(["Kick"], result.Strips.Select(s => s.Name));
        Assert.Equal(["2 Broken.wav", "3 Vox.flac", "4 Empty.wav"], result.Problems.Select(p => p.File));
        Assert.All(result.Problems, p => Assert.StartsWith(p.File, p.Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Compressed_stems_that_end_early_keep_what_could_be_decoded()
    {
        Stem("Vox.flac", [.. "fLaC"u8, .. new byte[40]]);
        var result = Import(new FakeDecoder(new FakeReader(2, 48_000, 96_000, 48_000)));
        Assert.Equal(48_000, result.Session!.Tracks[0].Frames);
        Assert.Contains("only up to 0:00:01.0", Assert.Single(result.Problems).Sentence, StringComparison.Ordinal);
        Assert.False(Import(new FakeDecoder(new FakeReader(2, 48_000, 96_000, 0)), "Other").Worked);
        Assert.False(Directory.Exists(temp.At("Other.mixsession/audio")));
    }

    [Fact]
    public void Without_a_readable_stem_there_is_no_session()
    {
        Stem("notes.txt", "hello"u8.ToArray());
        var result = Import();
        Assert.False(result.Worked);
        Assert.Contains("No stem in", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Problems);
        Assert.False(Directory.Exists(temp.At("Song.mixsession")));
        Assert.Contains("does not exist", StemImport.Import(temp.At("nowhere"), temp.At("x"), null).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_with_audio_is_never_written_over()
    {
        Stem("a.wav", Ramp(1, 48_000, 4));
        Assert.True(Import().Worked);
        Assert.Contains("already", Import().Error, StringComparison.Ordinal);
        File.WriteAllText(temp.At("file"), "");
        Assert.False(StemImport.Import(temp.At("stems"), temp.At("file"), null).Worked);
    }

    [Fact]
    public void The_console_is_filled_to_its_last_strip()
    {
        for (var n = 0; n < 258; n++) Stem($"{n} s.wav", Ramp(1, 48_000, 2));
        var result = Import();
        Assert.Equal(256, result.Strips.Count);
        Assert.Equal(["256 s.wav", "257 s.wav"], result.Problems.Select(p => p.File));
    }

    private void Stem(string name, byte[] bytes) => temp.Write(Path.Combine("stems", name), bytes);

    private static byte[] Sine(int rate, int frames) =>
        Riff(Format(3, 1, rate, 32), Chunk("data", Floats([.. Enumerable.Range(0, frames).Select(i => (float)(0.25 * Math.Sin(2 * Math.PI * 441 * i / rate)))])));

    private ImportResult Import(IForeignDecoder? foreign = null, string name = "Song") => StemImport.Import(temp.At("stems"), temp.At(name + ".mixsession"), foreign);

    private float[] Samples(ImportedStrip strip)
    {
        Assert.True(AudioFile.TryOpen(temp.At("Song.mixsession/" + strip.File), null, out var reader, out var error), error);
        using (reader) return WavReaderTests.All(reader);
    }

    private static ParameterId Id(string address)
    {
        Assert.True(ConsoleCatalog.Tree.TryFind(address, out var id));
        return id;
    }

    public void Dispose() => temp.Dispose();
}
