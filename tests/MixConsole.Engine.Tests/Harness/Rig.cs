using MixConsole.Engine.Backends;
using MixConsole.Engine.Boundary;
using MixConsole.Model.Links;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;

namespace MixConsole.Engine.Tests.Harness;

/// <summary>A console in a test rig: tracks in memory, values, the engine, and a device that is stepped by hand.</summary>
internal sealed unsafe class Rig : IDisposable
{
    public const int Rate = 48_000;
    private readonly Session _session = new(ConsoleCatalog.Tree) { Rate = Rate };
    private readonly Dictionary<string, MemoryReader> _files = [];
    private readonly PlanarBuffers _inputs;
    private readonly PlanarBuffers _outputs;
    private readonly List<float>[] _heard;
    private readonly Action _render;
    private int _frames;

    /// <param name="outputs">Device outputs that <see cref="Run(int, int)"/> records.</param>
    /// <param name="inputs">Device inputs.</param>
    /// <param name="ownDiskThread">As on air.</param>
    public Rig(int outputs = 4, int inputs = 0, bool ownDiskThread = false)
    {
        _inputs = new PlanarBuffers(inputs);
        _outputs = new PlanarBuffers(outputs);
        _render = Render;
        _heard = [.. Enumerable.Range(0, outputs).Select(_ => new List<float>())];
        Engine = new ConsoleEngine(ConsoleCatalog.Tree, Rate, new PortableThreadEdge(), Open, ownDiskThread);
    }

    public static Family Ch => ConsoleCatalog.Channels;

    public static Family Group => ConsoleCatalog.Groups;

    public static Family Bus => ConsoleCatalog.Buses;

    public static Family Fx => ConsoleCatalog.Effects;

    public static Family Mtx => ConsoleCatalog.Matrices;

    public static Family Main => ConsoleCatalog.Main;

    public static Family ControlRoom => ConsoleCatalog.Monitor;

    public ConsoleEngine Engine { get; }

    public ParameterValues Values { get; } = new(ConsoleCatalog.Tree);

    /// <summary>Fills the device inputs of a block: channel, first frame since the start, samples.</summary>
    public Action<int, long, Span<float>>? Device { get; set; }

    /// <summary>Calls the rendering of each block, to measure it.</summary>
    public Action<Action>? Around { get; set; }

    /// <summary>Waits for the disk before every block, so that nothing starves.</summary>
    public bool WaitsForDisk { get; set; } = true;

    /// <summary>Puts audio under channel <paramref name="member"/> (from 0); two arrays make it stereo.</summary>
    public MemoryReader Track(int member, params float[][] channels)
    {
        var file = $"track {member}";
        _files[file] = new MemoryReader(channels);
        _session.Tracks.Add(new Track(Ch.FirstStrip + member, file, 0, channels[0].Length, channels.Length));
        if (channels.Length == 2) Set(Ch, member, StripCatalog.Format, 1);
        return _files[file];
    }

    /// <summary>A track whose file is missing.</summary>
    public void Miss(int member) => _session.Tracks.Add(new Track(Ch.FirstStrip + member, $"track {member}", 0, 0, 1));

    /// <summary>Sets a value before the session is loaded.</summary>
    public Rig Set(Family family, int member, ParameterSpec spec, double value)
    {
        Values[family.Id(member, spec)] = value;
        return this;
    }

    public Rig SetText(Family family, int member, ParameterSpec spec, string text)
    {
        Values.SetText(family.Id(member, spec), text);
        return this;
    }

    /// <summary>Loads the session; fails the test where it is refused.</summary>
    public Rig Load()
    {
        Assert.Empty(Engine.Load(_session, Values));
        return this;
    }

    public IReadOnlyList<string> TryLoad() => Engine.Load(_session, Values);

    /// <summary>Compiles a new plan for the present values.</summary>
    public void Reroute() => Assert.Null(Engine.Reroute(Values));

    /// <summary>Moves a value while the engine runs, as a hand does.</summary>
    public void Move(Family family, int member, ParameterSpec spec, double value, long atFrame = 0)
    {
        Set(family, member, spec, value);
        Assert.True(Engine.Send([new EngineChange(family.Id(member, spec), value, atFrame)]));
    }

    /// <summary>Main from song frame 0, with an offline backend: [2][frames].</summary>
    public float[][] Mixdown(int frames, int block = 64, long from = 0)
    {
        float[][] main = [new float[frames], new float[frames]];
        var at = 0;
        new OfflineBackend(Engine, new PortableThreadEdge(), block).Render(from, frames, samples =>
        {
            for (var f = 0; f < samples.Length / 2; f++, at++) (main[0][at], main[1][at]) = (samples[2 * f], samples[(2 * f) + 1]);
        });
        Assert.Equal(frames, at);
        return main;
    }

    /// <summary>Renders blocks of one size.</summary>
    public void Run(int frames, int block = 64) => Run(frames, () => block);

    /// <summary>Renders blocks of any sizes, the last one cut to end after <paramref name="frames"/>.</summary>
    public void Run(int frames, Func<int> block)
    {
        while (frames > 0)
        {
            var n = Math.Min(frames, block());
            for (var channel = 0; channel < _inputs.Channels; channel++)
                Device?.Invoke(channel, Engine.Position.EngineFrame, _inputs.Channel(channel, n));
            Feed(n);
            _frames = n;
            if (Around is null) Render();
            else Around(_render);
            for (var channel = 0; channel < _heard.Length; channel++) _heard[channel].AddRange(_outputs.Channel(channel, n));
            frames -= n;
        }
    }

    /// <summary>Starts the song exactly at the present frame, which must be a multiple of a tile, with all samples waiting.</summary>
    public void Play()
    {
        Assert.Equal(0, Engine.Position.EngineFrame % 64);
        Run(64);
        Feed(8192);
        Engine.Play();
    }

    /// <summary>All samples of a device output so far; 0 and 1 are main's unless set otherwise, 2 and 3 the monitor's.</summary>
    public float[] Output(int channel) => [.. _heard[channel]];

    public void Forget()
    {
        foreach (var heard in _heard) heard.Clear();
    }

    public MeterFrame Meters()
    {
        var meters = new MeterFrame(ConsoleCatalog.Tree.StripCount);
        Engine.ReadMeters(meters);
        return meters;
    }

    public void Dispose()
    {
        foreach (var file in _files.Values) file.Gate.Set();
        Engine.Dispose();
        _inputs.Dispose();
        _outputs.Dispose();
    }

    private void Render() => Engine.Loop.Render(new RenderBlock(_inputs.Table, _inputs.Channels, _outputs.Table, _outputs.Channels, _frames));

    private void Feed(int frames)
    {
        if (!WaitsForDisk) return;
        while (Engine.Pool.IsShort(Engine.Loop.Transport.Played + frames + 64) && Engine.Pool.Pump())
        {
        }
    }

    private MemoryReader? Open(Track track, out string error)
    {
        error = _files.TryGetValue(track.File, out var file) ? "" : $"{track.File} is not there.";
        return file;
    }
}
