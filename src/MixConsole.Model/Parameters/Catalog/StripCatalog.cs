namespace MixConsole.Model.Parameters.Catalog;

/// <summary>
/// What every strip has: channels, groups, buses, effect returns, matrices and main. One layout, so an offset means the same everywhere.
/// Ranges follow common consoles and plug-ins; defaults are musical and neutral.
/// </summary>
public static class StripCatalog
{
    public const int EqBands = 6;
    public const int Buses = 32;
    public const int Matrices = 16;

    public static readonly Layout Layout = new();

    // Who it is.
    public static readonly ParameterSpec Name = Layout.Text("name", "Name", "Name", Traits.Setup, "What the strip is called.");
    public static readonly ParameterSpec Color = Layout.Text("color", "Colour", "Colour", Traits.Setup, "Colour as #rrggbb.", "#808080");
    public static readonly ParameterSpec Icon = Layout.Text("icon", "Icon", "Icon", Traits.Setup, "Word for a picture: kick, snare, bass, vox.");

    // Where its sound comes from and goes to.
    public static readonly ParameterSpec Format = Layout.Choice("format", "Format", "Format", ["mono", "stereo"], Traits.Routing, "One channel or a left/right pair.");
    public static readonly ParameterSpec InputSource = Layout.Choice("input/source", "Input source", "Source", ["track", "live"], Traits.Routing, "Listens to its track or to a device input.");
    public static readonly ParameterSpec InputChannel = Layout.Integer("input/channel", "Input channel", "Input", 0, 256, 0, Traits.Routing, "First device input, from 1; 0 for none.");
    public static readonly ParameterSpec OutputChannel = Layout.Integer("output/channel", "Output channel", "Output", 0, 256, 0, Traits.Routing, "First device output, from 1; 0 for none.");
    public static readonly ParameterSpec OutputGroup = Layout.Integer("output/group", "Group", "Group", 0, 24, 0, Traits.Routing, "The group it goes through; 0 for main.");
    public static readonly ParameterSpec OutputMain = Layout.Switch("output/main", "To main", "Main", true, Traits.Routing, "Whether it reaches its group or main at all.");

    // Input.
    public static readonly ParameterSpec Trim = Layout.Number("trim", "Trim", "Trim", Unit.Decibels, Laws.Linear(-24, 24), 0, Traits.Mix, "Gain before everything else.");
    public static readonly ParameterSpec Polarity = Layout.Switch("polarity", "Polarity", "Polar", false, Traits.Mix, "Turns the signal upside down.");
    public static readonly ParameterSpec Delay = Layout.Number("delay", "Delay", "Delay", Unit.Milliseconds, Laws.Linear(0, 500), 0, Traits.Routing, "Delays the signal, to align microphones or speakers.");

    // Filters.
    public static readonly ParameterSpec HpfOn = Layout.Switch("hpf/on", "High-pass", "HPF", false, Traits.Mix, "High-pass filter in.");
    public static readonly ParameterSpec HpfFrequency = Layout.Number("hpf/frequency", "High-pass frequency", "HPF Frq", Unit.Hertz, Laws.Log(20, 2000), 80, Traits.Mix, "Corner of the high-pass, -3 dB.");
    public static readonly ParameterSpec HpfSlope = Layout.Choice("hpf/slope", "High-pass slope", "HPF Slp", ["12", "18", "24", "48"], Traits.Mix, "Steepness in dB per octave, Butterworth.");
    public static readonly ParameterSpec LpfOn = Layout.Switch("lpf/on", "Low-pass", "LPF", false, Traits.Mix, "Low-pass filter in.");
    public static readonly ParameterSpec LpfFrequency = Layout.Number("lpf/frequency", "Low-pass frequency", "LPF Frq", Unit.Hertz, Laws.Log(200, 20_000), 16_000, Traits.Mix, "Corner of the low-pass, -3 dB.");
    public static readonly ParameterSpec LpfSlope = Layout.Choice("lpf/slope", "Low-pass slope", "LPF Slp", ["12", "18", "24", "48"], Traits.Mix, "Steepness in dB per octave, Butterworth.");

    // Gate.
    public static readonly ParameterSpec GateOn = Layout.Switch("gate/on", "Gate", "Gate", false, Traits.Mix, "Gate or expander in.");
    public static readonly ParameterSpec GateThreshold = Layout.Number("gate/threshold", "Gate threshold", "G Thr", Unit.Decibels, Laws.Linear(-80, 0), -45, Traits.Mix, "Level above which the gate opens.");
    public static readonly ParameterSpec GateHysteresis = Layout.Number("gate/hysteresis", "Gate hysteresis", "G Hyst", Unit.Decibels, Laws.Linear(0, 24), 5, Traits.Mix, "How far below the threshold the level must fall before the gate closes.");
    public static readonly ParameterSpec GateRange = Layout.Number("gate/range", "Gate range", "G Range", Unit.Decibels, Laws.Linear(-90, 0), -60, Traits.Mix, "Gain of the closed gate.");
    public static readonly ParameterSpec GateRatio = Layout.Number("gate/ratio", "Expander ratio", "G Ratio", Unit.Ratio, Laws.Log(1, 100), 100, Traits.Mix, "Downward expansion below the threshold; 100 is a gate.");
    public static readonly ParameterSpec GateAttack = Layout.Number("gate/attack", "Gate attack", "G Att", Unit.Milliseconds, Laws.Log(0.02, 200), 0.5, Traits.Mix, "Time to 63 % when opening.");
    public static readonly ParameterSpec GateHold = Layout.Number("gate/hold", "Gate hold", "G Hold", Unit.Milliseconds, Laws.Linear(0, 2000), 20, Traits.Mix, "Stays open at least this long after the level fell.");
    public static readonly ParameterSpec GateRelease = Layout.Number("gate/release", "Gate release", "G Rel", Unit.Milliseconds, Laws.Log(1, 4000), 80, Traits.Mix, "Time to 63 % when closing.");
    public static readonly ParameterSpec GateFall = Layout.Number("gate/fall", "Gate detector fall", "G Fall", Unit.Milliseconds, Laws.Log(1, 100), 5, Traits.Mix, "How fast the detector forgets a peak, 63 %; slower rides over low tones, faster closes sooner.");
    public static readonly ParameterSpec GateLookahead = Layout.Number("gate/lookahead", "Gate look-ahead", "G Look", Unit.Milliseconds, Laws.Linear(0, 5), 0, Traits.Routing, "Opens this long before the sound; adds latency, which all other paths match.");
    public static readonly ParameterSpec GateKey = Layout.Text("gate/key/source", "Gate key", "G Key", Traits.Routing, "Strip that opens the gate, as in \"ch 3\"; empty for its own signal.");
    public static readonly ParameterSpec GateKeyFilter = Layout.Choice("gate/key/filter", "Gate key filter", "G KFilt", ["off", "low-pass", "high-pass", "band-pass"], Traits.Mix, "Filter in front of the detector.");
    public static readonly ParameterSpec GateKeyFrequency = Layout.Number("gate/key/frequency", "Gate key frequency", "G KFreq", Unit.Hertz, Laws.Log(20, 20_000), 1000, Traits.Mix, "Corner or centre of the key filter.");
    public static readonly ParameterSpec GateKeyQ = Layout.Number("gate/key/q", "Gate key Q", "G KQ", Unit.None, Laws.Log(0.3, 10), 1, Traits.Mix, "Quality of the key filter.");

    // Equaliser.
    public static readonly ParameterSpec EqOn = Layout.Switch("eq/on", "EQ", "EQ", false, Traits.Mix, "Equaliser in.");
    public static readonly EqBandSpecs[] Eq = [.. Enumerable.Range(0, EqBands).Select(b => new EqBandSpecs(Layout, b))];

    // Compressor.
    public static readonly ParameterSpec CompOn = Layout.Switch("comp/on", "Compressor", "Comp", false, Traits.Mix, "Compressor in.");
    public static readonly ParameterSpec CompThreshold = Layout.Number("comp/threshold", "Comp threshold", "C Thr", Unit.Decibels, Laws.Linear(-60, 0), -20, Traits.Mix, "Level where compression begins.");
    public static readonly ParameterSpec CompRatio = Layout.Number("comp/ratio", "Comp ratio", "C Ratio", Unit.Ratio, Laws.Log(1, 100), 3, Traits.Mix, "Input dB per output dB above the threshold.");
    public static readonly ParameterSpec CompKnee = Layout.Number("comp/knee", "Comp knee", "C Knee", Unit.Decibels, Laws.Linear(0, 24), 6, Traits.Mix, "Width of the soft knee around the threshold.");
    public static readonly ParameterSpec CompAttack = Layout.Number("comp/attack", "Comp attack", "C Att", Unit.Milliseconds, Laws.Log(0.02, 500), 15, Traits.Mix, "Time to 63 % of more gain reduction.");
    public static readonly ParameterSpec CompRelease = Layout.Number("comp/release", "Comp release", "C Rel", Unit.Milliseconds, Laws.Log(1, 4000), 120, Traits.Mix, "Time to 63 % of less gain reduction.");
    public static readonly ParameterSpec CompMakeup = Layout.Number("comp/makeup", "Comp make-up", "C Gain", Unit.Decibels, Laws.Linear(-12, 36), 0, Traits.Mix, "Gain after compression.");
    public static readonly ParameterSpec CompAuto = Layout.Switch("comp/auto-makeup", "Auto make-up", "C Auto", false, Traits.Mix, "Adds half of the reduction that a full-scale signal gets.");
    public static readonly ParameterSpec CompDetector = Layout.Choice("comp/detector", "Comp detector", "C Det", ["peak", "rms"], Traits.Mix, "What the compressor calls level.");
    public static readonly ParameterSpec CompHold = Layout.Number("comp/hold", "Comp peak hold", "C Hold", Unit.Milliseconds, Laws.Linear(0, 50), 5, Traits.Mix, "How long the peak detector remembers a peak; covers half a period, so a steady tone reads its peak. 0 follows every sample.");
    public static readonly ParameterSpec CompMix = Layout.Number("comp/mix", "Comp mix", "C Mix", Unit.Percent, Laws.Linear(0, 100), 100, Traits.Mix, "Compressed part against the dry signal: parallel compression.");
    public static readonly ParameterSpec CompKey = Layout.Text("comp/key/source", "Comp key", "C Key", Traits.Routing, "Strip that drives the compressor, as in \"ch 3\"; empty for its own signal.");
    public static readonly ParameterSpec CompKeyFilter = Layout.Choice("comp/key/filter", "Comp key filter", "C KFilt", ["off", "low-pass", "high-pass", "band-pass"], Traits.Mix, "Filter in front of the detector.");
    public static readonly ParameterSpec CompKeyFrequency = Layout.Number("comp/key/frequency", "Comp key frequency", "C KFreq", Unit.Hertz, Laws.Log(20, 20_000), 100, Traits.Mix, "Corner or centre of the key filter.");
    public static readonly ParameterSpec CompKeyQ = Layout.Number("comp/key/q", "Comp key Q", "C KQ", Unit.None, Laws.Log(0.3, 10), 0.707, Traits.Mix, "Quality of the key filter.");

    // Order of the three.
    public static readonly ParameterSpec Order = Layout.Choice("order", "Order", "Order", ["gate-eq-comp", "eq-gate-comp", "gate-comp-eq"], Traits.Routing, "Order of gate, equaliser and compressor.");

    // Mix.
    public static readonly ParameterSpec Fader = Layout.Number("mix/fader", "Fader", "Fader", Unit.Decibels, Laws.Fader, 0, Traits.Mix, "Level of the strip in the mix.");
    public static readonly ParameterSpec Mute = Layout.Switch("mix/mute", "Mute", "Mute", false, Traits.Mix, "Silences the strip.");
    public static readonly ParameterSpec Pan = Layout.Number("mix/pan", "Pan", "Pan", Unit.None, Laws.Linear(-100, 100), 0, Traits.Mix, "-100 left to +100 right; balance for a stereo strip: only the far side gets softer.");
    public static readonly ParameterSpec PanLaw = Layout.Choice("mix/pan-law", "Pan law", "PanLaw", ["-3", "-4.5", "-6", "0"], Traits.Setup, "Level of a mono strip in each side at centre, in dB.");
    public static readonly ParameterSpec Width = Layout.Number("mix/width", "Width", "Width", Unit.Percent, Laws.Linear(0, 200), 100, Traits.Mix, "Stereo width: 0 mono, 100 unchanged, 200 doubled side signal.");
    public static readonly ParameterSpec Solo = Layout.Switch("solo", "Solo", "Solo", false, Traits.None, "Listens to this strip alone, as the monitor's solo mode says.");
    public static readonly ParameterSpec SoloSafe = Layout.Switch("solo-safe", "Solo safe", "S Safe", false, Traits.Setup, "Never muted by somebody else's solo in place.");
    public static readonly ParameterSpec Dcas = Layout.Text("dca", "DCAs", "DCA", Traits.Setup, "Numbers of the DCAs that hold this strip, separated by spaces.");
    public static readonly ParameterSpec MuteGroups = Layout.Text("mute-groups", "Mute groups", "MuteGrp", Traits.Setup, "Numbers of the mute groups that hold this strip, separated by spaces.");

    // Sends.
    public static readonly SendSpecs[] Sends = [.. Enumerable.Range(1, Buses).Select(n => new SendSpecs(Layout, "send", "Send", n))];
    public static readonly SendSpecs[] MatrixSends = [.. Enumerable.Range(1, Matrices).Select(n => new SendSpecs(Layout, "mtx", "Matrix", n))];

    // Channels only.
    public static readonly ParameterSpec Link = Layout.Switch("link", "Link", "Link", false, Traits.Setup, "Odd strips: moves together with the next strip, as left and right of one source.");

    // Effect slots only.
    public static readonly ParameterSpec FxType = Layout.Choice("effect/type", "Effect", "Effect", ["none", "room"], Traits.Routing, "Which effect the slot runs.");
    public static readonly ParameterSpec FxSource = Layout.Integer("effect/source", "Effect source", "Fx Bus", 0, Buses, 0, Traits.Routing, "The bus that feeds the effect; 0 for none.");
    public static readonly ParameterSpec FxInput = Layout.Number("effect/input", "Effect input", "Fx In", Unit.Decibels, Laws.Linear(-60, 12), 0, Traits.Mix, "Gain into the effect.");
    public static readonly ParameterSpec FxDecay = Layout.Number("effect/decay", "Decay", "Decay", Unit.Percent, Laws.Linear(0, 98), 84, Traits.Mix, "Feedback of the room: how long it rings.");
    public static readonly ParameterSpec FxDamping = Layout.Number("effect/damping", "Damping", "Damp", Unit.Percent, Laws.Linear(0, 95), 20, Traits.Mix, "How much faster highs die away.");

    // Main only.
    public static readonly ParameterSpec LimiterOn = Layout.Switch("limiter/on", "Limiter", "Limit", false, Traits.Mix, "Look-ahead limiter in.");
    public static readonly ParameterSpec LimiterCeiling = Layout.Number("limiter/ceiling", "Ceiling", "Ceiling", Unit.DecibelsTruePeak, Laws.Linear(-24, 0), -1, Traits.Mix, "Level that the limiter never lets through.");
    public static readonly ParameterSpec LimiterRelease = Layout.Number("limiter/release", "Limiter release", "L Rel", Unit.Milliseconds, Laws.Linear(0, 1000), 80, Traits.Mix, "Time to 63 % of recovery; 0 follows the look-ahead window alone.");
    public static readonly ParameterSpec LimiterDetector = Layout.Choice("limiter/detector", "Limiter detector", "L Det", ["true-peak", "sample-peak"], Traits.Routing, "Holds inter-sample peaks or only samples below the ceiling.");
}

/// <summary>One band of the equaliser.</summary>
public sealed class EqBandSpecs
{
    private static readonly double[] Frequencies = [80, 200, 600, 2000, 5000, 10_000];

    internal EqBandSpecs(Layout layout, int band)
    {
        var n = band + 1;
        On = layout.Switch($"eq/{n}/on", $"EQ {n}", $"EQ{n}", true, Traits.Mix, "Band in.");
        Type = layout.Choice($"eq/{n}/type", $"EQ {n} type", $"EQ{n} Typ", ["bell", "low-shelf", "high-shelf", "notch", "high-pass", "low-pass"], Traits.Mix, "Shape of the band.");
        Frequency = layout.Number($"eq/{n}/frequency", $"EQ {n} frequency", $"EQ{n} Frq", Unit.Hertz, Laws.Log(20, 20_000), Frequencies[band], Traits.Mix, "Centre or corner of the band.");
        Gain = layout.Number($"eq/{n}/gain", $"EQ {n} gain", $"EQ{n} Gn", Unit.Decibels, Laws.Linear(-24, 24), 0, Traits.Mix, "Boost or cut of bells and shelves.");
        Q = layout.Number($"eq/{n}/q", $"EQ {n} Q", $"EQ{n} Q", Unit.None, Laws.Log(0.1, 30), 0.7071067811865476, Traits.Mix, "Quality, as in the analogue prototype.");
    }

    public ParameterSpec On { get; }

    public ParameterSpec Type { get; }

    public ParameterSpec Frequency { get; }

    public ParameterSpec Gain { get; }

    public ParameterSpec Q { get; }
}

/// <summary>One send of a strip into a bus or matrix.</summary>
public sealed class SendSpecs
{
    internal SendSpecs(Layout layout, string path, string name, int n)
    {
        On = layout.Switch($"{path}/{n}/on", $"{name} {n}", $"{name[..1]}{n} On", false, Traits.Mix, "Send in.");
        Level = layout.Number($"{path}/{n}/level", $"{name} {n} level", $"{name[..1]}{n} Lvl", Unit.Decibels, Laws.Fader, 0, Traits.Mix, "Level into the destination.");
        Pan = layout.Number($"{path}/{n}/pan", $"{name} {n} pan", $"{name[..1]}{n} Pan", Unit.None, Laws.Linear(-100, 100), 0, Traits.Mix, "Position in a stereo destination.");
        Tap = layout.Choice($"{path}/{n}/tap", $"{name} {n} tap", $"{name[..1]}{n} Tap", ["pre", "post"], Traits.Mix, "Taken before or after fader and mute.", 1);
    }

    public ParameterSpec On { get; }

    public ParameterSpec Level { get; }

    public ParameterSpec Pan { get; }

    public ParameterSpec Tap { get; }
}
