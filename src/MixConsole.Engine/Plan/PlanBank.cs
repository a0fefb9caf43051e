using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Dynamics;
using MixConsole.Dsp.Filters;
using MixConsole.Dsp.Gain;
using MixConsole.Dsp.Metering;

namespace MixConsole.Engine.Plan;

/// <summary>
/// Eight lanes of strips of one level: their state, tiles and what they feed. Built by the control thread, worked by the audio thread.
/// </summary>
public sealed unsafe class PlanBank : IDisposable
{
    /// <summary>Slots of the high-pass and low-pass in the first cascade.</summary>
    public const int HighPassSlot = 0, LowPassSlot = 4, FilterSlots = 8;

    private readonly NativeBlock _memory = new();

    public PlanBank(int index, int level, int order, int rate, int bankCount)
    {
        Index = index;
        Level = level;
        Order = order;
        EqFirst = order == 1;
        Strips = [-1, -1, -1, -1, -1, -1, -1, -1];
        Sources = _memory.TakePointers(Lanes.Width);
        Input = _memory.Take<float>(Lanes.TileFloats);
        Pre = _memory.Take<float>(Lanes.TileFloats);
        Post = _memory.Take<float>(Lanes.TileFloats);
        Trim = _memory.Take<LaneRamp>(1);
        Gate = _memory.Take<LaneGate>(1);
        Compressor = _memory.Take<LaneCompressor>(1);
        Fader = _memory.Take<LaneFader>(1);
        Gate->Initialise(rate);
        Compressor->Initialise(rate);
        Fader->Initialise(rate);
        for (var lane = 0; lane < Lanes.Width; lane++)
        {
            Trim->Jump(lane, 1);
            Fader->Set(lane, 0, true); // a lane without strip is silent
        }

        const int eqSlots = Model.Parameters.Catalog.StripCatalog.EqBands * FilterDesign.MaxBandSections;
        Filters = new LaneCascade(FilterSlots + (EqFirst ? eqSlots : 0), rate);
        Equaliser = EqFirst ? Filters : new LaneCascade(eqSlots, rate);
        EqSlot = EqFirst ? FilterSlots : 0;
        GateKeyFilter = new LaneCascade(1, rate);
        CompKeyFilter = new LaneCascade(1, rate);
        PostMixes = _memory.Take<LaneMix>(bankCount);
        PreMixes = _memory.Take<LaneMix>(bankCount);
        Packed = _memory.Take<PackedMix>(1);
        ActivePost = _memory.Take<int>(bankCount);
        ActivePre = _memory.Take<int>(bankCount);
        BankCount = bankCount;
        GateKeys = [-1, -1, -1, -1, -1, -1, -1, -1];
        CompKeys = [-1, -1, -1, -1, -1, -1, -1, -1];
    }

    public int Index { get; }

    public int Level { get; }

    /// <summary>Value of the strips' order parameter, the same for all eight.</summary>
    public int Order { get; }

    /// <summary>Filters and equaliser follow each other and share one cascade.</summary>
    public bool EqFirst { get; }

    public int BankCount { get; }

    /// <summary>Strip number of each lane, or -1.</summary>
    public int[] Strips { get; }

    /// <summary>Planar input of each lane for the present tile; channels only.</summary>
    public float** Sources { get; }

    /// <summary>Sum of what other banks send here, [frames][8].</summary>
    public float* Input { get; }

    /// <summary>Tile before the fader.</summary>
    public float* Pre { get; }

    /// <summary>Tile after the fader.</summary>
    public float* Post { get; }

    public LaneRamp* Trim { get; }

    public LaneGate* Gate { get; }

    public LaneCompressor* Compressor { get; }

    public LaneFader* Fader { get; }

    public LaneCascade Filters { get; }

    public LaneCascade Equaliser { get; }

    /// <summary>First equaliser slot in <see cref="Equaliser"/>.</summary>
    public int EqSlot { get; }

    public LaneCascade GateKeyFilter { get; }

    public LaneCascade CompKeyFilter { get; }

    /// <summary>Global lane (bank x 8 + lane) that drives the gate of each lane, or -1 for its own.</summary>
    public int[] GateKeys { get; }

    public int[] CompKeys { get; }

    public bool HasGateKeys { get; set; }

    public bool HasCompKeys { get; set; }

    /// <summary>Strip delays, where any lane has one.</summary>
    public LaneDelay? Delay { get; set; }

    /// <summary>Delay of the sound at the gate, so that all strips of the level share the longest look-ahead.</summary>
    public LaneDelay? Lookahead { get; set; }

    /// <summary>Frames that the gate's detector waits, per lane: the level's look-ahead less the strip's own.</summary>
    public int[] KeyDelays { get; } = new int[Lanes.Width];

    /// <summary>For each later level: delay that makes up for the levels between, or null for none.</summary>
    public SkipLine?[] PostSkips { get; set; } = [];

    public SkipLine?[] PreSkips { get; set; } = [];

    /// <summary>Mixes by destination bank.</summary>
    public LaneMix* PostMixes { get; }

    public LaneMix* PreMixes { get; }

    /// <summary>Destination banks that something flows to, in order.</summary>
    public int* ActivePost { get; }

    public int* ActivePre { get; }

    /// <summary>The first two post-fader mixes in one, where they fit; see <see cref="IsPacked"/>.</summary>
    public PackedMix* Packed { get; }

    /// <summary>Whether <see cref="Packed"/> holds; false while gains move or where it does not fit.</summary>
    public bool IsPacked { get; set; }

    public int ActivePostCount { get; set; }

    public int ActivePreCount { get; set; }

    /// <summary>Banks that feed this one.</summary>
    public int Feeders { get; set; }

    /// <summary>Frames that an unfed bank still works for its tails.</summary>
    public int Awake { get; set; }

    /// <summary>Whether the bank has channels with inputs of their own.</summary>
    public bool IsInput { get; set; }

    /// <summary>Input peak since the last reading.</summary>
    public Vector256<float> InputPeak { get; set; }

    /// <summary>Loudness and true peak, on groups, buses, returns, matrices and main.</summary>
    public BankLoudness? Loudness { get; set; }

    public void Dispose()
    {
        Filters.Dispose();
        if (!EqFirst) Equaliser.Dispose();
        GateKeyFilter.Dispose();
        CompKeyFilter.Dispose();
        Delay?.Dispose();
        Lookahead?.Dispose();
        foreach (var skip in PostSkips) skip?.Dispose();
        foreach (var skip in PreSkips) skip?.Dispose();
        Loudness?.Dispose();
        _memory.Dispose();
    }
}
