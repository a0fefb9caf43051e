using MixConsole.Engine.Tests.Backends;
using MixConsole.Engine.Tests.Harness;
using MixConsole.Model.Parameters.Catalog;
using static MixConsole.Engine.Tests.Harness.Rig;

namespace MixConsole.Engine.Tests.Streaming;

/// <summary>Tracks: exact wherever one goes, and alone in their troubles.</summary>
public sealed class StreamTests
{
    private const int Frames = 48_000;
    private static readonly float[] Ramp = [.. Enumerable.Range(0, 200_000).Select(n => (n % 100_000) / 200_000f)];

    [Fact]
    public void A_locate_goes_on_exactly_there()
    {
        using var rig = new Rig();
        rig.Track(0, Ramp, Ramp);
        rig.Load().Play();
        rig.Run(6400);
        rig.Engine.Locate(150_000);
        rig.Run(9600);
        var heard = rig.Output(0)[^(4000 + 64)];
        var song = rig.Engine.Position.SongFrame - 4064 - rig.Engine.Loop.Plan!.MainLatency;
        Assert.Equal(Ramp[song], heard);
    }

    [Theory]
    [InlineData(1000, 5000)]
    [InlineData(64, 1000)]
    [InlineData(0, 90_000)]
    public void A_loop_has_no_gap_and_no_frame_twice(int from, int to)
    {
        using var rig = new Rig();
        rig.Track(0, Ramp, Ramp);
        rig.Load();
        rig.Engine.SetLoop(true, from, to);
        rig.Play();
        rig.Forget();
        rig.Run((to * 2) + 3000, 256);
        var latency = rig.Engine.Loop.Plan!.MainLatency;
        var heard = rig.Output(0)[latency..];
        for (var n = 0; n < heard.Length; n++) Assert.Equal(Ramp[n < to ? n : from + ((n - to) % (to - from))], heard[n]);
    }

    [Fact]
    public void A_stop_fades_out_and_play_goes_on_there()
    {
        using var rig = new Rig();
        rig.Track(0, Signal.Constant(0.5f, Frames), Signal.Constant(0.5f, Frames));
        rig.Load().Play();
        rig.Run(4800);
        rig.Engine.Stop();
        rig.Run(960);
        var at = rig.Engine.Position.SongFrame;
        Assert.Equal(0, rig.Output(0)[^1]);
        rig.Run(4800);
        Assert.Equal(at, rig.Engine.Position.SongFrame);
        rig.Engine.Play();
        rig.Run(4800);
        Assert.Equal(0.5f, rig.Output(0)[^1]);
        Assert.True(rig.Output(0).Zip(rig.Output(0).Skip(1)).All(p => Math.Abs(p.First - p.Second) < 0.003f || p.First == 0 && p.Second == 0.5f), "a step in the sound");
    }

    [Fact]
    public void A_stop_within_a_fade_in_never_gets_louder_than_the_track()
    {
        using var rig = new Rig();
        rig.Track(0, Signal.Constant(0.5f, Frames), Signal.Constant(0.5f, Frames));
        rig.Load();
        rig.Engine.Locate(1000);
        rig.Play();
        rig.Run(100, 10);
        rig.Engine.Stop();
        rig.Run(2000);
        Assert.True(Signal.Peak(rig.Output(0)) <= 0.5f);
        Assert.Equal(0, rig.Output(0)[^1]);
    }

    [Fact]
    public void A_track_begins_where_it_lies_and_is_silent_after_its_end()
    {
        using var rig = new Rig();
        var noise = Signal.Noise(3, 3000);
        rig.Track(0, noise, noise);
        var main = rig.Load().Mixdown(8000);
        Assert.Equal(noise, main[0][..3000]);
        Assert.All(main[0].Skip(3000), x => Assert.Equal(0, x));
    }

    [Fact]
    public void A_track_that_breaks_off_is_reported_and_silent_while_others_go_on()
    {
        var other = Signal.Noise(1, Frames);
        foreach (var throws in (bool[])[false, true])
        {
            using var rig = new Rig();
            var broken = rig.Track(0, Signal.Constant(0.5f, Frames), Signal.Constant(0.5f, Frames));
            rig.Track(1, other, other);
            if (throws) broken.Trouble = new IOException("gone");
            else broken.BreaksAt = 0;
            Assert.Equal(other, rig.Load().Mixdown(Frames)[0]);
            Assert.Contains("fewer samples", rig.Engine.Status.Report, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_disk_that_hangs_silences_its_own_track_only_and_is_reported()
    {
        using var rig = new Rig(ownDiskThread: true) { WaitsForDisk = false };
        var long_ = Signal.Noise(1, 6 * Rig.Rate);
        var hanging = rig.Track(0, long_, long_);
        rig.Track(1, long_, long_);
        rig.Set(Ch, 0, StripCatalog.OutputMain, 0).Set(Ch, 0, StripCatalog.Sends[0].On, 1).Set(Bus, 0, StripCatalog.OutputChannel, 3).Set(ControlRoom, 0, MonitorCatalog.OutputChannel, 0);
        hanging.Gate.Reset();
        rig.Load();
        rig.Engine.Play();
        rig.Run(64);
        Assert.True(BlockProbe.Until(() => rig.Engine.Pool.Ready > 0), "a disk that hangs keeps the song from starting");
        rig.Forget();
        while (rig.Output(0).Length < 4 * Rig.Rate)
        {
            Assert.True(BlockProbe.Until(() => rig.Engine.Pool[1].Filled(rig.Engine.Loop.Transport.Stretch) > rig.Engine.Loop.Transport.Played + 4800), "the other track starves");
            rig.Run(4800);
        }

        var latency = rig.Engine.Loop.Plan!.MainLatency;
        Assert.Equal(long_[..190_000], rig.Output(0)[latency..(latency + 190_000)]);
        Assert.All(rig.Output(2), x => Assert.Equal(0, x));
        Assert.True(rig.Engine.Status.Starved > 1000);
        Assert.Contains("does not answer", rig.Engine.Status.Report, StringComparison.Ordinal);
        hanging.Gate.Set();
        Assert.True(BlockProbe.Until(() => !rig.Engine.Pool.AnyHangs));
        rig.Run(64);
        Assert.True(BlockProbe.Until(() => rig.Engine.Pool[0].Filled(rig.Engine.Loop.Transport.Stretch) > rig.Engine.Loop.Transport.Played + 4800), "it never came back");
        rig.Run(4800);
        Assert.True(Signal.Rms(rig.Output(2).AsSpan(^1000..)) > 0.05);
    }

    [Fact]
    public void Sessions_may_be_loaded_in_a_row_before_a_block_is_rendered()
    {
        using var rig = new Rig();
        rig.Track(0, Ramp, Ramp);
        rig.Load().Run(640);
        for (var n = 0; n < 3; n++) rig.Load();
        rig.Run(640);
        rig.Load();
        Assert.Equal(Ramp[..4800], rig.Mixdown(4800)[0]);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named_and_the_rest_plays()
    {
        using var rig = new Rig();
        rig.Track(0, Ramp, Ramp);
        rig.Miss(1);
        Assert.Equal("track 1 is not there.", Assert.Single(rig.TryLoad()));
        Assert.Equal(Ramp[..4800], rig.Mixdown(4800)[0]);
    }
}
