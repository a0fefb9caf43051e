using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Filters;
using MixConsole.Dsp.Tests.Twins;

namespace MixConsole.Dsp.Tests.Filters;

public sealed unsafe class LaneCascadeTests
{
    private const int Rate = 48_000, Frames = 9600, Ramp = Rate / 100;

    public static TheoryData<int> Counts => [1, 2, 3, 4, 5, 6, 7, 9, 11, 20];

    [Theory]
    [MemberData(nameof(Counts))]
    public void Sections_in_series_null_against_direct_form_in_double_precision(int sections)
    {
        using var cascade = new LaneCascade(20, Rate);
        var filters = Filters(sections, 1);
        Put(cascade, filters, true);
        var input = LaneRun.Noise(Frames);
        var output = LaneRun.Through(input, (tile, n, _) => cascade.Process(tile, n));
        LaneRun.Nulls(100, output, lane => Direct(filters[lane], input[lane]));
    }

    // A frame's coefficients are counted from where the move began, so moving filters are as clean as still ones.
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    public void Moving_filters_null_against_straight_lines_in_double_precision(int sections)
    {
        using var cascade = new LaneCascade(20, Rate);
        Biquad[][] first = Filters(sections, 1), second = Filters(sections, 2);
        Put(cascade, first, true);
        var input = LaneRun.Noise(Frames);
        var output = LaneRun.Through(input, (tile, n, at) =>
        {
            if (at == 64 * 20) Put(cascade, second, false);
            cascade.Process(tile, n);
        });
        LaneRun.Nulls(100, output, lane =>
        {
            var twin = new CascadeTwin(first[lane], Ramp);
            return [.. input[lane].Select((x, n) =>
            {
                if (n == 64 * 20) twin.Move(second[lane]);
                return twin.Next(x);
            })];
        });
    }

    [Fact]
    public void Cuts_into_tiles_change_no_bit_while_filters_come_and_go()
    {
        var whole = Perform(64);
        foreach (var cut in (int[][])[[1], [13], [63, 1], [8, 24, 5]]) Assert.Equal(whole, Perform(cut));

        static float[] Perform(params int[] cut)
        {
            using var cascade = new LaneCascade(20, Rate);
            var filters = Filters(9, 3);
            var at = 0;
            List<float> all = [];
            foreach (var (frames, change) in ((int, Action)[])[(640, () => Put(cascade, filters, true)), (700, () => cascade.Clear(4, 2, false)), (100, () => cascade.Set(4, 2, filters[0][0], false)), (30_000, () => Put(cascade, Filters(9, 4), false)), (2000, () => ClearAll(cascade))])
            {
                change();
                var input = LaneRun.Noise(frames, 0.5f, ++at);
                all.AddRange(LaneRun.Through(input, (tile, n, _) => cascade.Process(tile, n), cut).SelectMany(l => l));
            }

            return [.. all];
        }
    }

    [Fact]
    public void An_unused_lane_passes_its_bits_beside_busy_ones()
    {
        using var cascade = new LaneCascade(20, Rate);
        var filters = Filters(6, 5);
        for (var lane = 0; lane < 7; lane++)
            for (var s = 0; s < 6; s++) cascade.Set(s, lane, filters[lane][s], true);
        var input = LaneRun.Noise(Frames);
        Assert.Equal(input[7], LaneRun.Through(input, (tile, n, _) => cascade.Process(tile, n))[7]);
    }

    [Fact]
    public void A_filter_that_was_taken_out_leaves_the_bits_alone_once_it_has_rung_out()
    {
        using var cascade = new LaneCascade(20, Rate);
        var filters = Filters(4, 6);
        Put(cascade, filters, true);
        var input = LaneRun.Noise(Rate);
        var output = LaneRun.Through(input, (tile, n, at) =>
        {
            if (at == 6400)
                for (var s = 0; s < 4; s++) cascade.Clear(s, 3, false);
            cascade.Process(tile, n);
        });
        Assert.Equal(input[3].AsSpan(40_000), output[3].AsSpan(40_000));
        LaneRun.Nulls(100, [.. output.Select((o, lane) => lane == 3 ? output[2] : o)], lane => Direct(filters[lane == 3 ? 2 : lane], input[lane == 3 ? 2 : lane]));
        for (var s = 0; s < 4; s++)
            for (var lane = 0; lane < 8; lane++) cascade.Clear(s, lane, false);
        LaneRun.Through(input, (tile, n, _) => cascade.Process(tile, n));
        Assert.False(cascade.IsActive);
    }

    [Fact]
    public void State_is_carried_from_lane_to_lane_without_a_seam()
    {
        using var one = new LaneCascade(8, Rate);
        using var other = new LaneCascade(8, Rate);
        var filters = Filters(8, 7);
        Put(one, filters, true);
        Put(other, [.. filters.Reverse()], true);
        var input = LaneRun.Noise(Frames);
        var mirrored = input.Reverse().ToArray();
        LaneRun.Through([.. input.Select(l => l[..640])], (tile, n, _) => one.Process(tile, n));
        for (var lane = 0; lane < 8; lane++) other.AdoptState(lane, one, 7 - lane);
        var rest = LaneRun.Through([.. mirrored.Select(l => l[640..])], (tile, n, _) => other.Process(tile, n));
        LaneRun.Nulls(100, rest, lane => Direct(filters[7 - lane], mirrored[lane])[640..]);
    }

    private static void Put(LaneCascade cascade, Biquad[][] filters, bool jump)
    {
        for (var lane = 0; lane < Lanes.Width; lane++)
            for (var s = 0; s < filters[lane].Length; s++) cascade.Set(s, lane, filters[lane][s], jump);
    }

    private static void ClearAll(LaneCascade cascade)
    {
        for (var lane = 0; lane < Lanes.Width; lane++)
            for (var s = 0; s < 20; s++) cascade.Clear(s, lane, false);
    }

    // Lane by lane other bells, shelves, high-passes and notches of common settings.
    private static Biquad[][] Filters(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Lanes.Width).Select(_ => Enumerable.Range(0, count).Select(s => One(s, random)).ToArray())];
    }

    private static Biquad One(int s, Random random)
    {
        Span<Biquad> sections = stackalloc Biquad[FilterDesign.MaxBandSections];
        var hertz = 40 * Math.Pow(300, random.NextDouble());
        var shape = (s % 4) switch { 0 => EqShape.Bell, 1 => EqShape.LowShelf, 2 => EqShape.HighShelf, _ => EqShape.HighPass };
        FilterDesign.EqBand(shape, shape is EqShape.HighPass ? 30 + (random.NextDouble() * 60) : hertz, (random.NextDouble() * 12) - 6, 0.5 + (random.NextDouble() * 3), Rate, sections);
        return sections[0];
    }

    private static double[] Direct(Biquad[] sections, float[] input)
    {
        var x = input.Select(v => (double)v).ToArray();
        foreach (var b in sections)
        {
            double s1 = 0, s2 = 0;
            for (var n = 0; n < x.Length; n++)
            {
                var y = (b.B0 * x[n]) + s1;
                s1 = (b.B1 * x[n]) - (b.A1 * y) + s2;
                s2 = (b.B2 * x[n]) - (b.A2 * y);
                x[n] = y;
            }
        }

        return x;
    }
}
