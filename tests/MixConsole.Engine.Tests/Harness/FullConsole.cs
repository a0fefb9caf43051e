using MixConsole.Model.Parameters.Catalog;
using static MixConsole.Engine.Tests.Harness.Rig;

namespace MixConsole.Engine.Tests.Harness;

/// <summary>A session that uses everything at once.</summary>
internal static class FullConsole
{
    /// <summary>Channels with all processors in all orders, keys, groups in groups, buses, a room, matrices and the limiter.</summary>
    public static void Build(Rig rig, int strips, int frames)
    {
        for (var s = 0; s < strips; s++)
        {
            if (s % 3 == 1) rig.Track(s, Signal.Bursts((uint)s + 1, frames), Signal.Bursts((uint)s + 100, frames));
            else rig.Track(s, Signal.Bursts((uint)s + 1, frames));
            Channel(rig, s);
        }

        rig.SetText(Ch, 2, StripCatalog.CompKey, "ch 1").SetText(Ch, 5, StripCatalog.GateKey, "ch 4").SetText(Group, 1, StripCatalog.CompKey, "ch 3");
        for (var g = 0; g < 3; g++)
        {
            rig.Set(Group, g, StripCatalog.CompOn, 1).Set(Group, g, StripCatalog.CompDetector, g % 2).Set(Group, g, StripCatalog.EqOn, 1).Set(Group, g, StripCatalog.Eq[g].Gain, 3);
            rig.Set(Group, g, StripCatalog.Sends[g].On, 1).Set(Group, g, StripCatalog.MatrixSends[0].On, 1).Set(Group, g, StripCatalog.MatrixSends[0].Level, -12);
        }

        rig.Set(Group, 0, StripCatalog.OutputGroup, 2).Set(Group, 2, StripCatalog.GateOn, 1).Set(Group, 2, StripCatalog.GateLookahead, 1).Set(Group, 2, StripCatalog.GateRatio, 2);
        for (var b = 0; b < 4; b++) rig.Set(Bus, b, StripCatalog.OutputMain, 1).Set(Bus, b, StripCatalog.Fader, -10).Set(Bus, b, StripCatalog.HpfOn, 1);
        rig.Set(Bus, 1, StripCatalog.Format, 0);
        rig.Set(Fx, 0, StripCatalog.FxType, 1).Set(Fx, 0, StripCatalog.FxSource, 2).Set(Fx, 0, StripCatalog.Fader, -20).Set(Fx, 0, StripCatalog.LpfOn, 1);
        rig.Set(Main, 0, StripCatalog.CompOn, 1).Set(Main, 0, StripCatalog.EqOn, 1).Set(Main, 0, StripCatalog.Eq[3].Gain, 2).Set(Main, 0, StripCatalog.LimiterOn, 1).Set(Main, 0, StripCatalog.MatrixSends[0].On, 1);
    }

    private static void Channel(Rig rig, int s)
    {
        rig.Set(Ch, s, StripCatalog.Order, s % 3).Set(Ch, s, StripCatalog.Trim, (s % 5) - 2).Set(Ch, s, StripCatalog.Polarity, s % 4 == 3 ? 1 : 0).Set(Ch, s, StripCatalog.Delay, s % 6 == 5 ? 7.3 : 0);
        rig.Set(Ch, s, StripCatalog.HpfOn, s % 2).Set(Ch, s, StripCatalog.HpfSlope, s % 4).Set(Ch, s, StripCatalog.LpfOn, s % 5 == 0 ? 1 : 0).Set(Ch, s, StripCatalog.LpfSlope, s % 3);
        rig.Set(Ch, s, StripCatalog.GateOn, s % 4 == 2 ? 0 : 1).Set(Ch, s, StripCatalog.GateHold, s % 3 == 0 ? 20 : 0).Set(Ch, s, StripCatalog.GateRatio, s % 5 == 4 ? 2.5 : 100).Set(Ch, s, StripCatalog.GateRange, -40);
        rig.Set(Ch, s, StripCatalog.GateLookahead, s % 7 == 6 ? 2 : 0).Set(Ch, s, StripCatalog.GateKeyFilter, s % 4);
        rig.Set(Ch, s, StripCatalog.EqOn, 1);
        for (var band = 0; band < StripCatalog.EqBands; band++) rig.Set(Ch, s, StripCatalog.Eq[band].Type, (s + band) % 6).Set(Ch, s, StripCatalog.Eq[band].Gain, ((s + band) % 7) - 3);
        rig.Set(Ch, s, StripCatalog.CompOn, s % 5 == 3 ? 0 : 1).Set(Ch, s, StripCatalog.CompDetector, s / 2 % 2).Set(Ch, s, StripCatalog.CompHold, s % 3 * 5).Set(Ch, s, StripCatalog.CompMix, s % 4 == 0 ? 60 : 100);
        rig.Set(Ch, s, StripCatalog.CompAuto, s % 3 == 2 ? 1 : 0).Set(Ch, s, StripCatalog.CompKeyFilter, s / 3 % 4);
        rig.Set(Ch, s, StripCatalog.Fader, -6 - (s % 7)).Set(Ch, s, StripCatalog.Pan, (s * 37 % 201) - 100).Set(Ch, s, StripCatalog.PanLaw, s % 4).Set(Ch, s, StripCatalog.Width, 60 + (s % 5 * 30));
        rig.Set(Ch, s, StripCatalog.OutputGroup, s % 4);
        for (var b = 0; b < 4; b++) rig.Set(Ch, s, StripCatalog.Sends[b].On, (s + b) % 2).Set(Ch, s, StripCatalog.Sends[b].Level, -6 - b).Set(Ch, s, StripCatalog.Sends[b].Tap, (s + b) % 3 == 0 ? 0 : 1);
    }

    /// <summary>Moves of a hundred controls at odd frames, the same each time.</summary>
    public static void Automate(Rig rig, int strips, long from, int frames)
    {
        var random = new Random(7);
        for (var n = 0; n < 100; n++)
        {
            var at = from + random.Next(frames);
            var s = random.Next(strips);
            switch (n % 10)
            {
                case 0: rig.Move(Ch, s, StripCatalog.Fader, -random.Next(30), at); break;
                case 1: rig.Move(Ch, s, StripCatalog.Mute, random.Next(2), at); break;
                case 2: rig.Move(Ch, s, StripCatalog.Pan, random.Next(-100, 101), at); break;
                case 3: rig.Move(Ch, s, StripCatalog.Eq[random.Next(6)].Gain, random.Next(-12, 13), at); break;
                case 4: rig.Move(Ch, s, StripCatalog.EqOn, random.Next(2), at); break;
                case 5: rig.Move(Ch, s, StripCatalog.CompThreshold, -random.Next(40), at); break;
                case 6: rig.Move(Ch, s, StripCatalog.GateOn, random.Next(2), at); break;
                case 7: rig.Move(Ch, s, StripCatalog.Sends[random.Next(4)].On, random.Next(2), at); break;
                case 8: rig.Move(Ch, s, StripCatalog.HpfOn, random.Next(2), at); break;
                default: rig.Move(Main, 0, StripCatalog.LimiterCeiling, -random.Next(12), at); break;
            }
        }
    }
}
