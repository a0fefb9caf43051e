using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Dynamics;
using MixConsole.Dsp.Space;
using MixConsole.Engine.Streaming;
using MixConsole.Model.Parameters;

namespace MixConsole.Engine.Plan;

/// <summary>
/// The console compiled: banks of eight lanes in the order of their levels, and all state. Built and freed by the control thread, worked by the audio thread in between.
/// </summary>
public sealed unsafe class RenderPlan : IDisposable
{
    private readonly NativeBlock _memory = new();

    internal RenderPlan(ParameterValues heard, int rate, StreamPool pool)
    {
        Rate = rate;
        Pool = pool;
        pool.Hold();
        Tree = heard.Tree;
        LayoutSize = Model.Parameters.Catalog.StripCatalog.Layout.Size;
        Values = _memory.Take<double>(heard.Tree.Count);
        heard.Numbers.CopyTo(new Span<double>(Values, heard.Tree.Count));
        Silence = _memory.Take<float>(Lanes.TileFrames);
        MainLeft = _memory.Take<float>(Lanes.TileFrames);
        MainRight = _memory.Take<float>(Lanes.TileFrames);
        MonitorLeft = _memory.Take<float>(Lanes.TileFrames);
        MonitorRight = _memory.Take<float>(Lanes.TileFrames);
        Scratch = _memory.Take<float>(8 * Lanes.TileFloats);
        Limiter = new TruePeakLimiter(rate);
    }

    /// <summary>Next in the chain of worn plans.</summary>
    internal RenderPlan? NextRetired { get; set; }

    public ParameterTree Tree { get; }

    public int Rate { get; }

    /// <summary>Parameters of a strip: strip s, offset o is Values[s x LayoutSize + o]. Plain units.</summary>
    public double* Values { get; }

    public int LayoutSize { get; }

    public StreamPool Pool { get; }

    public PlanNode[] Nodes { get; internal set; } = [];

    /// <summary>Index into <see cref="Nodes"/> by strip number, or -1.</summary>
    public short[] NodeOfStrip { get; internal set; } = [];

    /// <summary>All banks in the order of work; the last is the monitor.</summary>
    public PlanBank[] Banks { get; internal set; } = [];

    /// <summary>First bank of each level, and the count behind the last.</summary>
    public int[] LevelStarts { get; internal set; } = [];

    /// <summary>Frames between the input of a level and its output: its longest look-ahead; the limiter's for main.</summary>
    public int[] LevelLatency { get; internal set; } = [];

    /// <summary>Frames from a channel's input to main's output.</summary>
    public int MainLatency { get; internal set; }

    public PlanNode Main { get; internal set; } = null!;

    public PlanBank Monitor => Banks[^1];

    /// <summary>Handed over from plan to plan, since its sound must go on.</summary>
    public TruePeakLimiter Limiter { get; internal set; }

    /// <summary>Balance and width of main.</summary>
    internal Processors.StereoImage Image { get; set; } = new();

    /// <summary>Counts tiles.</summary>
    public long Tile { get; internal set; }

    /// <summary>Effect of each slot, or null.</summary>
    public Room?[] Rooms { get; } = new Room?[Model.Parameters.Catalog.ConsoleCatalog.Effects.Count];

    /// <summary>Main and monitor of the present tile, planar.</summary>
    public float* MainLeft { get; }

    public float* MainRight { get; }

    public float* MonitorLeft { get; }

    public float* MonitorRight { get; }

    /// <summary>A tile of zeros' first lane.</summary>
    public float* Silence { get; }

    /// <summary>Eight tiles of working memory.</summary>
    public float* Scratch { get; }

    /// <summary>The node of a strip, or null where the plan has none.</summary>
    [RealTime]
    public PlanNode? Find(int strip) => NodeOfStrip[strip] < 0 ? null : Nodes[NodeOfStrip[strip]];

    public void Dispose()
    {
        foreach (var bank in Banks) bank.Dispose();
        Image.Dispose();
        Pool.Dispose();
        _memory.Dispose();
    }
}
