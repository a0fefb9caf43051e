using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;
using static MixConsole.Model.Parameters.Catalog.StripCatalog;

namespace MixConsole.Storage.Demo;

/// <summary>The mix of the demo song: what an engineer would have set before the first coffee.</summary>
internal static class DemoMix
{
    // Stacks, each with a DCA of the same name; the colour is that of the first strip in it.
    private static readonly (string Name, int First, int Last)[] Stacks = [("Drums", 1, 8), ("Bass", 9, 9), ("Guitars", 10, 12), ("Keys", 13, 15), ("Voices", 16, 18)];

    private const int Room = 1; // bus and effect slot of the room

    /// <summary>Sets everything on a session whose channels are named and hold the stems in their order.</summary>
    public static void Apply(Session session)
    {
        var set = session.Set;
        Organise(set);
        Balance(set);
        Shape(set);
        Finish(set);
        foreach (var ((name, seconds), marker) in DemoSong.Parts.Select((part, i) => (part, i)))
        {
            set.SetText(ConsoleCatalog.Markers.Id(marker, MarkerCatalog.Name), name);
            set[ConsoleCatalog.Markers.Id(marker, MarkerCatalog.Position)] = Math.Round(seconds, 3);
        }
    }

    private static void Organise(ParameterValues set)
    {
        for (var i = 0; i < Stacks.Length; i++)
        {
            var (name, first, last) = Stacks[i];
            var color = set.Text(ConsoleCatalog.Channels.Id(first - 1, Color));
            set.SetText(ConsoleCatalog.Groups.Id(i, Name), name);
            set.SetText(ConsoleCatalog.Groups.Id(i, Color), color);
            set.SetText(ConsoleCatalog.Dcas.Id(i, DcaCatalog.Name), name);
            set.SetText(ConsoleCatalog.Dcas.Id(i, DcaCatalog.Color), color);
            for (var channel = first; channel <= last; channel++)
            {
                Channel(set, channel, (OutputGroup, i + 1));
                set.SetText(ConsoleCatalog.Channels.Id(channel - 1, StripCatalog.Dcas), $"{i + 1}");
            }
        }
    }

    /// <summary>Fader, pan and how much of the room; the room's level is relative to the fader (after it).</summary>
    private static void Balance(ParameterValues set)
    {
        (int Channel, double Fader, double Pan, double Room)[] rows =
        [
            (1, -1.5, 0, Dry), (2, 2.5, 0, -14), (3, 1, 25, Dry), (4, 0, 20, -16), (5, 0, -35, -16), (6, 4, 0, -24), (7, -2, -20, -12), (8, 0, 40, -20),
            (9, -3, 0, Dry),
            (10, -6, -80, -24), (11, -6, 80, -24), (12, -2, 30, -10),
            (13, -5, 0, -18), (14, -6, 0, -12), (15, -9, -30, -15),
            (16, 0, 0, -12), (17, -4, -45, -9), (18, -5, 45, -9),
            (19, -2, 0, -12),
        ];
        foreach (var (channel, fader, pan, room) in rows)
        {
            Channel(set, channel, (Fader, fader), (Pan, pan));
            if (room > Dry) Channel(set, channel, (Sends[Room - 1].On, 1), (Sends[Room - 1].Level, room));
        }
    }

    private const double Dry = double.NegativeInfinity; // no room at all

    private static void Shape(ParameterValues set)
    {
        // Drums: the kick's box out, its click in; a gate opens the toms for fills only.
        Bands(set, 1, (2, 0, 280, -4, 1.2), (5, 0, 3400, 3, 1));
        Comp(set, 1, -16, 3, 20, 90, 2);
        Cut(set, 2, 90);
        Bands(set, 2, (2, 0, 200, 2, 1), (3, 0, 700, -3, 1.4), (5, 2, 6500, 3, 0.7));
        Comp(set, 2, -20, 4, 8, 110, 3);
        Cut(set, 3, 400);
        foreach (var tom in (int[])[4, 5])
        {
            Channel(set, tom, (GateOn, 1), (GateThreshold, -26), (GateRange, -40), (GateAttack, 0.5), (GateHold, 120), (GateRelease, 220));
            Bands(set, tom, (3, 0, 450, -5, 1.2), (5, 0, 4500, 3, 1));
        }

        Cut(set, 6, 220);
        Bands(set, 6, (6, 2, 10_500, 2, 0.7));
        Cut(set, 7, 250);
        Cut(set, 8, 500);

        Cut(set, 9, 32);
        Bands(set, 9, (1, 1, 70, 2, 0.7), (2, 0, 230, -3, 1.1), (4, 0, 900, 2, 1));
        Comp(set, 9, -20, 4, 18, 140, 3);

        foreach (var guitar in (int[])[10, 11])
        {
            Cut(set, guitar, 110);
            Bands(set, guitar, (2, 0, 320, -2.5, 1), (4, 0, 2500, 1.5, 0.9));
        }

        Cut(set, 12, 160);
        Bands(set, 12, (6, 2, 8000, 2.5, 0.7));
        Cut(set, 13, 100);
        Bands(set, 13, (2, 0, 300, -3, 0.9));
        Cut(set, 14, 180);
        Bands(set, 14, (4, 0, 2200, -2, 0.7));
        Cut(set, 15, 130);

        // Voices: rumble out, chest thinned, presence and air, then evened out.
        Cut(set, 16, 95);
        Bands(set, 16, (2, 0, 260, -2.5, 1.1), (4, 0, 3200, 2.5, 0.9), (6, 2, 11_000, 3, 0.7));
        Comp(set, 16, -24, 3.5, 6, 90, 4);
        foreach (var voice in (int[])[17, 18])
        {
            Cut(set, voice, 160);
            Bands(set, voice, (3, 0, 500, -2, 0.9), (6, 2, 9000, 2, 0.7));
            Comp(set, voice, -26, 4, 8, 120, 3);
        }

        Cut(set, 19, 28);
    }

    private static void Finish(ParameterValues set)
    {
        // The drum stack is glued, the voices held together.
        Set(set, ConsoleCatalog.Groups, 0, (CompOn, 1), (CompThreshold, -18), (CompRatio, 2), (CompAttack, 25), (CompRelease, 160), (CompMakeup, 1.5));
        Set(set, ConsoleCatalog.Groups, 4, (CompOn, 1), (CompThreshold, -20), (CompRatio, 2), (CompAttack, 15), (CompRelease, 140), (CompMakeup, 1));

        set.SetText(ConsoleCatalog.Buses.Id(Room - 1, Name), "Room");
        set.SetText(ConsoleCatalog.Effects.Id(Room - 1, Name), "Room");
        Set(set, ConsoleCatalog.Buses, Room - 1, (HpfOn, 1), (HpfFrequency, 200), (LpfOn, 1), (LpfFrequency, 9000));
        Set(set, ConsoleCatalog.Effects, Room - 1, (FxType, 1), (FxSource, Room), (FxDecay, 82), (FxDamping, 30), (Fader, -3));

        Set(set, ConsoleCatalog.Main, 0, (EqOn, 1), (Eq[5].Type, 2), (Eq[5].Frequency, 12_000), (Eq[5].Gain, 1));
        Set(set, ConsoleCatalog.Main, 0, (LimiterOn, 1), (LimiterCeiling, -1), (LimiterRelease, 90));
    }

    private static void Cut(ParameterValues set, int channel, double hertz) => Channel(set, channel, (HpfOn, 1), (HpfFrequency, hertz));

    private static void Bands(ParameterValues set, int channel, params (int Band, int Type, double Hertz, double Gain, double Q)[] bands)
    {
        Channel(set, channel, (EqOn, 1));
        foreach (var (band, type, hertz, gain, q) in bands)
        {
            var eq = Eq[band - 1];
            Channel(set, channel, (eq.Type, type), (eq.Frequency, hertz), (eq.Gain, gain), (eq.Q, q));
        }
    }

    private static void Comp(ParameterValues set, int channel, double threshold, double ratio, double attack, double release, double makeup) =>
        Channel(set, channel, (CompOn, 1), (CompThreshold, threshold), (CompRatio, ratio), (CompAttack, attack), (CompRelease, release), (CompMakeup, makeup));

    private static void Channel(ParameterValues set, int channel, params (ParameterSpec Spec, double Value)[] values) => Set(set, ConsoleCatalog.Channels, channel - 1, values);

    private static void Set(ParameterValues set, Family family, int member, params (ParameterSpec Spec, double Value)[] values)
    {
        foreach (var (spec, value) in values) set[family.Id(member, spec)] = value;
    }
}
