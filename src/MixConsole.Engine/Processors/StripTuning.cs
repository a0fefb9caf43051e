using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Filters;
using MixConsole.Dsp.Gain;
using MixConsole.Engine.Plan;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;

namespace MixConsole.Engine.Processors;

/// <summary>
/// Turns the values of a strip into coefficients of its lanes: all of them when a plan is compiled, one part when a value moves. Deterministic and without allocation, since it runs on the audio thread.
/// </summary>
[RealTime]
internal static unsafe class StripTuning
{
    /// <summary>Tunes everything at once, before the first sound.</summary>
    public static void TuneAll(RenderPlan plan, PlanNode node)
    {
        for (var part = Part.Trim; part <= Part.Limiter; part++)
            if (part is not (Part.Send or Part.MatrixSend)) Tune(plan, node, new(part, -1), true);
        for (short n = 0; n < StripCatalog.Buses; n++) Tune(plan, node, new(Part.Send, n), true);
        for (short n = 0; n < StripCatalog.Matrices; n++) Tune(plan, node, new(Part.MatrixSend, n), true);
    }

    /// <summary>Tunes one part; what moves, moves click-free unless <paramref name="jump"/>.</summary>
    public static void Tune(RenderPlan plan, PlanNode node, Aspect aspect, bool jump)
    {
        var bank = plan.Banks[node.Bank];
        switch (aspect.Part)
        {
            case Part.Trim:
                Trim(plan, node, bank, jump);
                break;
            case Part.Filters:
                Slopes(plan, node, bank, true, PlanBank.HighPassSlot, jump);
                Slopes(plan, node, bank, false, PlanBank.LowPassSlot, jump);
                break;
            case Part.Gate:
                Gate(plan, node, bank, jump);
                break;
            case Part.GateKey:
                Key(plan, node, bank.GateKeyFilter, StripCatalog.GateKeyFilter, StripCatalog.GateKeyFrequency, StripCatalog.GateKeyQ, jump);
                break;
            case Part.Equaliser:
                for (var band = 0; band < StripCatalog.EqBands; band++)
                    if (aspect.Number < 0 || aspect.Number == band) Band(plan, node, bank, band, jump);
                break;
            case Part.Compressor:
                Compressor(plan, node, bank, jump);
                break;
            case Part.CompKey:
                Key(plan, node, bank.CompKeyFilter, StripCatalog.CompKeyFilter, StripCatalog.CompKeyFrequency, StripCatalog.CompKeyQ, jump);
                break;
            case Part.Fader:
                Fader(plan, node, bank, jump);
                break;
            case Part.Mix:
                Output(plan, node, jump);
                for (var n = 0; n < StripCatalog.Buses; n++) Send(plan, node, ConsoleCatalog.Buses.FirstStrip + n, StripCatalog.Sends[n], jump, onlyFlowing: true);
                for (var n = 0; n < StripCatalog.Matrices && node.Kind is not StripKind.Matrix; n++) Send(plan, node, ConsoleCatalog.Matrices.FirstStrip + n, StripCatalog.MatrixSends[n], jump, onlyFlowing: true);
                if (node.Kind is StripKind.Main) plan.Image.Tune(plan.Value(node.Strip, StripCatalog.Pan), plan.Value(node.Strip, StripCatalog.Width), jump ? 0 : plan.Rate / 100);
                MonitorTuning.TuneSolo(plan, node, jump);
                break;
            case Part.Solo:
                MonitorTuning.TuneSolo(plan, node, jump);
                break;
            case Part.Send:
                if (node.Kind is StripKind.Channel or StripKind.Group or StripKind.Effect)
                    Send(plan, node, ConsoleCatalog.Buses.FirstStrip + aspect.Number, StripCatalog.Sends[aspect.Number], jump, onlyFlowing: jump);
                break;
            case Part.MatrixSend:
                if (node.Kind is not StripKind.Matrix)
                    Send(plan, node, ConsoleCatalog.Matrices.FirstStrip + aspect.Number, StripCatalog.MatrixSends[aspect.Number], jump, onlyFlowing: jump);
                break;
            case Part.Effect:
                if (node.Kind is StripKind.Effect) Effect(plan, node, jump);
                break;
            case Part.Limiter:
                if (node.Kind is StripKind.Main) Limiter(plan, node);
                break;
        }
    }

    private static void Trim(RenderPlan plan, PlanNode node, PlanBank bank, bool jump)
    {
        var gain = (float)ExactMath.DecibelsToGain(plan.Value(node.Strip, StripCatalog.Trim));
        if (plan.IsOn(node.Strip, StripCatalog.Polarity)) gain = -gain;
        for (var side = 0; side < node.Lanes; side++)
        {
            if (jump) bank.Trim->Jump(node.Lane + side, gain);
            else bank.Trim->Aim(node.Lane + side, gain, plan.Rate / 100);
        }
    }

    private static void Slopes(RenderPlan plan, PlanNode node, PlanBank bank, bool highPass, int slot, bool jump)
    {
        var on = plan.IsOn(node.Strip, highPass ? StripCatalog.HpfOn : StripCatalog.LpfOn);
        var frequency = plan.Value(node.Strip, highPass ? StripCatalog.HpfFrequency : StripCatalog.LpfFrequency);
        var slope = (int)plan.Value(node.Strip, highPass ? StripCatalog.HpfSlope : StripCatalog.LpfSlope);
        Span<Biquad> sections = stackalloc Biquad[4];
        var count = on ? FilterDesign.Butterworth(highPass, frequency, slope, plan.Rate, sections) : 0;
        Place(bank.Filters, node, slot, 4, sections, count, jump);
    }

    private static void Band(RenderPlan plan, PlanNode node, PlanBank bank, int band, bool jump)
    {
        var eq = StripCatalog.Eq[band];
        var on = plan.IsOn(node.Strip, StripCatalog.EqOn) && plan.IsOn(node.Strip, eq.On);
        var shape = (EqShape)(int)plan.Value(node.Strip, eq.Type);
        var gain = plan.Value(node.Strip, eq.Gain);
        if (gain == 0 && shape is EqShape.Bell or EqShape.LowShelf or EqShape.HighShelf && gain == 0) on = false; // flat: let the bits through
        Span<Biquad> sections = stackalloc Biquad[FilterDesign.MaxBandSections];
        var count = on ? FilterDesign.EqBand(shape, plan.Value(node.Strip, eq.Frequency), gain, plan.Value(node.Strip, eq.Q), plan.Rate, sections) : 0;
        Place(bank.Equaliser, node, bank.EqSlot + (band * FilterDesign.MaxBandSections), FilterDesign.MaxBandSections, sections, count, jump);
    }

    private static void Key(RenderPlan plan, PlanNode node, LaneCascade cascade, ParameterSpec shape, ParameterSpec frequency, ParameterSpec q, bool jump)
    {
        var kind = (KeyShape)(int)plan.Value(node.Strip, shape);
        Span<Biquad> one = stackalloc Biquad[1];
        one[0] = FilterDesign.KeyFilter(kind, plan.Value(node.Strip, frequency), plan.Value(node.Strip, q), plan.Rate);
        Place(cascade, node, 0, 1, one, kind is KeyShape.Off ? 0 : 1, jump);
    }

    private static void Place(LaneCascade cascade, PlanNode node, int slot, int slots, ReadOnlySpan<Biquad> sections, int count, bool jump)
    {
        for (var side = 0; side < node.Lanes; side++)
        {
            for (var s = 0; s < slots; s++)
            {
                if (s < count) cascade.Set(slot + s, node.Lane + side, sections[s], jump);
                else cascade.Clear(slot + s, node.Lane + side, jump);
            }
        }
    }

    private static void Gate(RenderPlan plan, PlanNode node, PlanBank bank, bool jump)
    {
        for (var side = 0; side < node.Lanes; side++)
        {
            var lane = node.Lane + side;
            bank.Gate->Set(
                lane, plan.IsOn(node.Strip, StripCatalog.GateOn), plan.Value(node.Strip, StripCatalog.GateThreshold), plan.Value(node.Strip, StripCatalog.GateHysteresis),
                plan.Value(node.Strip, StripCatalog.GateRange), plan.Value(node.Strip, StripCatalog.GateRatio), plan.Value(node.Strip, StripCatalog.GateAttack),
                plan.Value(node.Strip, StripCatalog.GateHold), plan.Value(node.Strip, StripCatalog.GateRelease), plan.Rate, plan.Value(node.Strip, StripCatalog.GateFall));
            bank.Gate->Link(lane, node.Stereo && plan.IsOn(node.Strip, StripCatalog.GateOn));
            if (jump) bank.Gate->Settle(lane);
        }

        // Delay of the detector: the sound waits for the level's longest look-ahead, the key only for what is left of it.
        if (bank.Lookahead is null) return;
        for (var side = 0; side < node.Lanes; side++)
            bank.KeyDelays[node.Lane + side] = plan.LevelLookahead(node.Level) - plan.Lookahead(node.Strip);
    }

    private static void Compressor(RenderPlan plan, PlanNode node, PlanBank bank, bool jump)
    {
        var on = plan.IsOn(node.Strip, StripCatalog.CompOn);
        for (var side = 0; side < node.Lanes; side++)
        {
            bank.Compressor->Set(
                node.Lane + side, on, plan.Value(node.Strip, StripCatalog.CompThreshold), plan.Value(node.Strip, StripCatalog.CompRatio), plan.Value(node.Strip, StripCatalog.CompKnee),
                plan.Value(node.Strip, StripCatalog.CompAttack), plan.Value(node.Strip, StripCatalog.CompRelease), plan.Value(node.Strip, StripCatalog.CompMakeup),
                plan.IsOn(node.Strip, StripCatalog.CompAuto), plan.IsOn(node.Strip, StripCatalog.CompDetector), plan.Value(node.Strip, StripCatalog.CompHold),
                plan.Value(node.Strip, StripCatalog.CompMix), plan.Rate, jump);
            bank.Compressor->Link(node.Lane + side, node.Stereo && on);
        }
    }

    private static void Fader(RenderPlan plan, PlanNode node, PlanBank bank, bool jump)
    {
        var muted = plan.IsOn(node.Strip, StripCatalog.Mute);
        var gain = muted ? 0 : (float)ExactMath.DecibelsToGain(plan.Value(node.Strip, StripCatalog.Fader));
        for (var side = 0; side < node.Lanes; side++) bank.Fader->Set(node.Lane + side, gain, jump);
    }

    private static void Output(RenderPlan plan, PlanNode node, bool jump)
    {
        if (node.Kind is StripKind.Main or StripKind.Matrix) return;
        var group = (int)plan.Value(node.Strip, StripCatalog.OutputGroup);
        var to = group > 0 ? plan.Find(ConsoleCatalog.Groups.FirstStrip + group - 1) : plan.Main;
        if (to is null) return;
        var gain = plan.IsOn(node.Strip, StripCatalog.OutputMain) ? 1 : 0;
        Connections.Connect(plan, node, to, true, gain, plan.Value(node.Strip, StripCatalog.Pan), jump);
    }

    private static void Send(RenderPlan plan, PlanNode node, int strip, SendSpecs send, bool jump, bool onlyFlowing)
    {
        var on = plan.IsOn(node.Strip, send.On);
        if (!on && onlyFlowing) return;
        if (plan.Find(strip) is not { } to) return;
        var gain = on ? ExactMath.DecibelsToGain(plan.Value(node.Strip, send.Level)) : 0;
        Connections.Connect(plan, node, to, plan.IsOn(node.Strip, send.Tap), gain, plan.Value(node.Strip, send.Pan), jump);
    }

    private static void Effect(RenderPlan plan, PlanNode node, bool jump)
    {
        plan.Rooms[node.Member]?.Configure(plan.Value(node.Strip, StripCatalog.FxDecay) / 100, plan.Value(node.Strip, StripCatalog.FxDamping) / 100);
        var source = (int)plan.Value(node.Strip, StripCatalog.FxSource);
        if (source == 0 || plan.Find(ConsoleCatalog.Buses.FirstStrip + source - 1) is not { } bus || bus.Level >= node.Level) return;
        var gain = plan.Rooms[node.Member] is null ? 0 : ExactMath.DecibelsToGain(plan.Value(node.Strip, StripCatalog.FxInput));
        if (bus.Stereo) Connections.Connect(plan, bus, node, true, gain, 0, jump);
        else
        {
            // A mono bus feeds both sides alike.
            Connections.Connect(plan, bus, node.Bank, new(node.Lane, -1), true, gain, 0, jump);
            Connections.Connect(plan, bus, node.Bank, new(node.Lane + 1, -1), true, gain, 0, jump);
        }
    }

    private static void Limiter(RenderPlan plan, PlanNode node) => plan.Limiter.Configure(
        plan.IsOn(node.Strip, StripCatalog.LimiterOn), plan.Value(node.Strip, StripCatalog.LimiterCeiling), plan.Value(node.Strip, StripCatalog.LimiterRelease),
        plan.Value(node.Strip, StripCatalog.LimiterDetector) == 0);
}
