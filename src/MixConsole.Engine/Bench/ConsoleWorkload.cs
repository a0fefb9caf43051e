using MixConsole.Dsp.Gain;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Engine.Bench;

/// <summary>
/// The console workload, version 1: N mono channels with everything on, six mono aux buses, eight stereo groups, a room and a mastered main, at 48 kHz. All faders move all the time.
/// Stated as values of the catalog, so that the product itself runs it.
/// </summary>
public static class ConsoleWorkload
{
    /// <summary>Frames per second.</summary>
    public const int Rate = 48_000;

    /// <summary>Length of the input ring of a channel in frames.</summary>
    public const int RingFrames = 48_000;

    /// <summary>Every fader gets a new target after this many frames.</summary>
    public const int SegmentFrames = 4800;

    private const int Groups = 8;
    private const int Auxes = 6;

    /// <summary>Values of the whole console for a number of channels, at the first frame.</summary>
    public static ParameterValues Values(ParameterTree tree, int channels)
    {
        var values = new ParameterValues(tree);
        for (var c = 0; c < channels; c++) Channel(values, c);
        for (var g = 0; g < Groups; g++)
        {
            Eq(values, ConsoleCatalog.Groups, g, (1, 120, 1.5, ButterworthQ), (0, 500, -2, 1), (0, 3000, 1.5, 1), (2, 9000, 2, ButterworthQ));
            Comp(values, ConsoleCatalog.Groups, g, -18, 2, 10, 150, 2);
            values[ConsoleCatalog.Groups.Id(g, StripCatalog.Fader)] = -6;
        }

        for (var a = 0; a < Auxes; a++) values[ConsoleCatalog.Buses.Id(a, StripCatalog.Format)] = 0;
        values[ConsoleCatalog.Effects.Id(0, StripCatalog.FxType)] = 1;
        values[ConsoleCatalog.Effects.Id(0, StripCatalog.FxSource)] = 1;
        values[ConsoleCatalog.Effects.Id(0, StripCatalog.FxInput)] = ExactMath.GainToDecibels(0.03);
        Eq(values, ConsoleCatalog.Main, 0, (1, 60, 1, ButterworthQ), (0, 300, -1, 1), (0, 4000, 1, 1), (2, 12_000, 1, ButterworthQ));
        Comp(values, ConsoleCatalog.Main, 0, -16, 2, 20, 200, 1);
        values[ConsoleCatalog.Main.Id(StripCatalog.LimiterOn)] = 1;
        values[ConsoleCatalog.Main.Id(StripCatalog.LimiterCeiling)] = -1;
        values[ConsoleCatalog.Main.Id(StripCatalog.LimiterRelease)] = 0;
        values[ConsoleCatalog.Main.Id(StripCatalog.LimiterDetector)] = 1;
        return values;
    }

    /// <summary>Fader of a channel in dB from a frame on that begins a segment.</summary>
    public static double Fader(int channel, long frame) => frame / SegmentFrames % 2 == 0 ? -9 : -3 - (channel % 7);

    /// <summary>The input ring of a channel: a tone and noise, loud and soft in turn.</summary>
    public static void FillRing(int channel, Span<float> ring)
    {
        var frequency = 55 * ExactMath.Exp2(7 * channel % 60 / 12.0);
        var state = unchecked(0x9E3779B9u * (uint)(channel + 1));
        for (var n = 0; n < RingFrames; n++)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            var noise = ((state >> 8) * (1.0 / (1 << 23))) - 1;
            var envelope = (n + (4801L * channel)) % 24_000 < 12_000 ? 1 : 0.003;
            ring[n] = (float)(envelope * ((0.30 * ExactMath.Sin(2 * Math.PI * frequency * n / Rate)) + (0.10 * noise)));
        }
    }

    /// <summary>Floating-point operations per channel-sample that the workload needs, counted from its definition.</summary>
    public static double Flops(int channels) => 110 + (1150.0 / channels);

    private static double ButterworthQ => Math.Sqrt(0.5);

    private static void Channel(ParameterValues values, int c)
    {
        var family = ConsoleCatalog.Channels;
        Set(StripCatalog.InputSource, 1);
        Set(StripCatalog.InputChannel, c + 1);
        Set(StripCatalog.Order, 1);
        Set(StripCatalog.Trim, (c % 13) - 6);
        Set(StripCatalog.Polarity, c % 3 == 0 ? 1 : 0);
        Set(StripCatalog.HpfOn, 1);
        Set(StripCatalog.HpfFrequency, 40 + (5 * (c % 16)));
        Eq(values, family, c, (1, 100 + (2 * (c % 8)), 3, ButterworthQ), (0, 400 + (10 * (c % 16)), -4, 1.4), (0, 2500 + (50 * (c % 16)), 2, 1), (2, 8000 + (100 * (c % 8)), 2.5, ButterworthQ));
        Set(StripCatalog.GateOn, 1);
        Set(StripCatalog.GateThreshold, -45);
        Set(StripCatalog.GateHysteresis, 5);
        Set(StripCatalog.GateRange, -60);
        Set(StripCatalog.GateAttack, 0.5);
        Set(StripCatalog.GateRelease, 80);
        Set(StripCatalog.GateHold, 0);
        Set(StripCatalog.GateFall, 20);
        Comp(values, family, c, -24, 4, 5, 120, 6);
        Set(StripCatalog.Fader, Fader(c, 0));
        Set(StripCatalog.Pan, (37 * c % 101 * 2) - 100);
        Set(StripCatalog.OutputGroup, (((5 * c) + (c / 8)) % Groups) + 1);
        for (var a = 0; a < Auxes; a++)
        {
            Set(StripCatalog.Sends[a].On, 1);
            Set(StripCatalog.Sends[a].Level, -(6 + (5 * (c + a) % 12)));
        }

        void Set(ParameterSpec spec, double value) => values[family.Id(c, spec)] = value;
    }

    private static void Eq(ParameterValues values, Family family, int member, params (int Type, double Frequency, double Gain, double Q)[] bands)
    {
        values[family.Id(member, StripCatalog.EqOn)] = 1;
        for (var b = 0; b < bands.Length; b++)
        {
            values[family.Id(member, StripCatalog.Eq[b].Type)] = bands[b].Type;
            values[family.Id(member, StripCatalog.Eq[b].Frequency)] = bands[b].Frequency;
            values[family.Id(member, StripCatalog.Eq[b].Gain)] = bands[b].Gain;
            values[family.Id(member, StripCatalog.Eq[b].Q)] = bands[b].Q;
        }
    }

    private static void Comp(ParameterValues values, Family family, int member, double threshold, double ratio, double attack, double release, double makeup)
    {
        values[family.Id(member, StripCatalog.CompOn)] = 1;
        values[family.Id(member, StripCatalog.CompThreshold)] = threshold;
        values[family.Id(member, StripCatalog.CompRatio)] = ratio;
        values[family.Id(member, StripCatalog.CompKnee)] = 6;
        values[family.Id(member, StripCatalog.CompAttack)] = attack;
        values[family.Id(member, StripCatalog.CompRelease)] = release;
        values[family.Id(member, StripCatalog.CompMakeup)] = makeup;
        values[family.Id(member, StripCatalog.CompHold)] = 0;
    }
}
