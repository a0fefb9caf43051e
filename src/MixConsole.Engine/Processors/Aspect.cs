using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Engine.Processors;

/// <summary>The part of a strip that a parameter belongs to: what must be tuned again when it moves.</summary>
internal enum Part : byte
{
    None,
    Trim,
    Filters,
    Gate,
    GateKey,
    Equaliser,
    Compressor,
    CompKey,
    Fader,
    Mix,
    Solo,
    Send,
    MatrixSend,
    Effect,
    Limiter,
}

/// <summary>A part and its number, as in band 3 or send 5 (from 0; -1 for all).</summary>
internal readonly record struct Aspect(Part Part, short Number);

/// <summary>The aspect of every offset of a strip, from the catalog.</summary>
internal static class Aspects
{
    /// <summary>By offset.</summary>
    public static readonly Aspect[] ByOffset = Build();

    private static Aspect[] Build()
    {
        var all = new Aspect[StripCatalog.Layout.Size];
        Mark(Part.Trim, 0, StripCatalog.Trim, StripCatalog.Polarity);
        Mark(Part.Filters, 0, StripCatalog.HpfOn, StripCatalog.HpfFrequency, StripCatalog.HpfSlope, StripCatalog.LpfOn, StripCatalog.LpfFrequency, StripCatalog.LpfSlope);
        Mark(Part.Gate, 0, StripCatalog.GateOn, StripCatalog.GateThreshold, StripCatalog.GateHysteresis, StripCatalog.GateRange, StripCatalog.GateRatio, StripCatalog.GateAttack, StripCatalog.GateHold, StripCatalog.GateRelease, StripCatalog.GateFall);
        Mark(Part.GateKey, 0, StripCatalog.GateKeyFilter, StripCatalog.GateKeyFrequency, StripCatalog.GateKeyQ);
        Mark(Part.Equaliser, -1, StripCatalog.EqOn);
        for (var band = 0; band < StripCatalog.EqBands; band++)
        {
            var eq = StripCatalog.Eq[band];
            Mark(Part.Equaliser, band, eq.On, eq.Type, eq.Frequency, eq.Gain, eq.Q);
        }

        Mark(Part.Compressor, 0, StripCatalog.CompOn, StripCatalog.CompThreshold, StripCatalog.CompRatio, StripCatalog.CompKnee, StripCatalog.CompAttack, StripCatalog.CompRelease, StripCatalog.CompMakeup, StripCatalog.CompAuto, StripCatalog.CompDetector, StripCatalog.CompHold, StripCatalog.CompMix);
        Mark(Part.CompKey, 0, StripCatalog.CompKeyFilter, StripCatalog.CompKeyFrequency, StripCatalog.CompKeyQ);
        Mark(Part.Fader, 0, StripCatalog.Fader, StripCatalog.Mute);
        Mark(Part.Mix, 0, StripCatalog.Pan, StripCatalog.PanLaw, StripCatalog.Width, StripCatalog.OutputMain, StripCatalog.OutputGroup);
        Mark(Part.Solo, 0, StripCatalog.Solo);
        for (var bus = 0; bus < StripCatalog.Buses; bus++) MarkSend(Part.Send, bus, StripCatalog.Sends[bus]);
        for (var matrix = 0; matrix < StripCatalog.Matrices; matrix++) MarkSend(Part.MatrixSend, matrix, StripCatalog.MatrixSends[matrix]);
        Mark(Part.Effect, 0, StripCatalog.FxInput, StripCatalog.FxDecay, StripCatalog.FxDamping);
        Mark(Part.Limiter, 0, StripCatalog.LimiterOn, StripCatalog.LimiterCeiling, StripCatalog.LimiterRelease, StripCatalog.LimiterDetector);
        return all;

        void MarkSend(Part part, int number, SendSpecs send) => Mark(part, number, send.On, send.Level, send.Pan, send.Tap);

        void Mark(Part part, int number, params ParameterSpec[] specs)
        {
            foreach (var spec in specs) all[spec.Offset] = new(part, (short)number);
        }
    }
}
