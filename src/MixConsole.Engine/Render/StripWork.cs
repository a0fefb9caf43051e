using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Dynamics;
using MixConsole.Dsp.Gain;
using MixConsole.Engine.Plan;

namespace MixConsole.Engine.Render;

/// <summary>
/// Works up to four banks of one level and order through the strip, pass by pass over a tile, so that everything stays in the first-level cache and recursions of one bank fill the waiting times of the others.
/// </summary>
[RealTime]
internal sealed unsafe class StripWork : IDisposable
{
    private const int Group = 4;

    private readonly NativeBlock _memory = new();
    private readonly PlanBank[] _banks = new PlanBank[Group];
    private readonly float** _tiles;
    private readonly float** _keys;
    private readonly float** _work;
    private readonly float** _pre;
    private readonly float** _post;
    private readonly LaneCompressor** _compressors;
    private readonly LaneFader** _faders;
    private readonly LaneGate* _spareGate;
    private readonly LaneCompressor* _spareCompressor;
    private readonly LaneFader* _spareFader;
    private readonly float* _spareTile;
    private readonly float* _keyTiles;
    private readonly float* _workTiles;
    private int _count;

    public StripWork(int rate)
    {
        _tiles = _memory.TakePointers(Group);
        _keys = _memory.TakePointers(Group);
        _work = _memory.TakePointers(Group);
        _pre = _memory.TakePointers(Group);
        _post = _memory.TakePointers(Group);
        _compressors = (LaneCompressor**)_memory.TakePointers(Group);
        _faders = (LaneFader**)_memory.TakePointers(Group);
        _spareGate = _memory.Take<LaneGate>(1);
        _spareCompressor = _memory.Take<LaneCompressor>(1);
        _spareFader = _memory.Take<LaneFader>(1);
        _spareTile = _memory.Take<float>(Lanes.TileFloats);
        _keyTiles = _memory.Take<float>(Group * Lanes.TileFloats);
        _workTiles = _memory.Take<float>(Group * Lanes.TileFloats);
        _spareGate->Initialise(rate);
        _spareCompressor->Initialise(rate);
        _spareFader->Initialise(rate);
    }

    /// <summary>Banks that fit in one go.</summary>
    public static int Size => Group;

    /// <summary>Begins a new group.</summary>
    public void Clear() => _count = 0;

    /// <summary>Adds a bank whose input is in its pre tile.</summary>
    public void Add(PlanBank bank) => _banks[_count++] = bank;

    public int Count => _count;

    public PlanBank this[int index] => _banks[index];

    /// <summary>Runs the strips: pre and post tiles are ready after it.</summary>
    public void Process(RenderPlan plan, int frames)
    {
        for (var b = 0; b < _count; b++)
        {
            var bank = _banks[b];
            bank.Delay?.Process(bank.Pre, frames);
            bank.Filters.Process(bank.Pre, frames);
        }

        switch (_banks[0].Order)
        {
            case 0: // gate, equaliser, compressor
                Gates(plan, frames);
                Equalisers(frames);
                Compressors(plan, frames);
                break;
            case 1: // equaliser (in the filters' cascade), gate, compressor
                Gates(plan, frames);
                Compressors(plan, frames);
                break;
            default: // gate, compressor, equaliser
                Gates(plan, frames);
                Compressors(plan, frames);
                Equalisers(frames);
                break;
        }

        Faders(frames);
    }

    public void Dispose() => _memory.Dispose();

    private void Equalisers(int frames)
    {
        for (var b = 0; b < _count; b++) _banks[b].Equaliser.Process(_banks[b].Pre, frames);
    }

    private void Gates(RenderPlan plan, int frames)
    {
        LaneGate* first = null;
        float* firstTile = null, firstKey = null;
        for (var b = 0; b < _count; b++)
        {
            var bank = _banks[b];
            var keys = _keyTiles + (b * Lanes.TileFloats);
            var active = bank.Gate->IsActive;
            var key = bank.Pre;
            if (bank.Lookahead is { } line)
            {
                line.Write(bank.Pre, frames);
                if (active)
                {
                    // Each detector hears ahead by its strip's own look-ahead; a foreign key is as early as the level's longest.
                    line.Read(bank.KeyDelays, keys, frames);
                    Key(plan, keys, bank.HasGateKeys, bank.GateKeys, bank.GateKeyFilter, frames);
                    key = keys;
                }

                line.Read(line.Delays, bank.Pre, frames);
            }
            else if (active) key = Key(plan, bank, keys, bank.HasGateKeys, bank.GateKeys, bank.GateKeyFilter, frames);

            if (!bank.Gate->IsActive) continue;
            if (first is null)
            {
                first = bank.Gate;
                firstTile = bank.Pre;
                firstKey = key;
            }
            else
            {
                LaneGate.Process(first, firstTile, firstKey, bank.Gate, bank.Pre, key, frames);
                first = null;
            }
        }

        if (first is not null) LaneGate.Process(first, firstTile, firstKey, _spareGate, _spareTile, _spareTile, frames);
    }

    // The tile that a detector listens to: the bank's own, unless a lane has a foreign key or a filter.
    private static float* Key(RenderPlan plan, PlanBank bank, float* keys, bool foreign, int[] sources, Dsp.Filters.LaneCascade filter, int frames)
    {
        if (!foreign && !filter.IsActive) return bank.Pre;
        System.Runtime.InteropServices.NativeMemory.Copy(bank.Pre, keys, (nuint)(frames * Lanes.Width * sizeof(float)));
        Key(plan, keys, foreign, sources, filter, frames);
        return keys;
    }

    private static void Key(RenderPlan plan, float* keys, bool foreign, int[] sources, Dsp.Filters.LaneCascade filter, int frames)
    {
        for (var lane = 0; foreign && lane < Lanes.Width; lane++)
        {
            if (sources[lane] < 0) continue;
            var driver = plan.Banks[sources[lane] / Lanes.Width].Pre + (sources[lane] % Lanes.Width);
            for (var f = 0; f < frames; f++) keys[(f * Lanes.Width) + lane] = driver[f * Lanes.Width];
        }

        filter.Process(keys, frames);
    }

    private void Compressors(RenderPlan plan, int frames)
    {
        var banks = 0;
        for (var b = 0; b < _count; b++)
        {
            var bank = _banks[b];
            if (!bank.Compressor->IsActive) continue;
            _compressors[banks] = bank.Compressor;
            _tiles[banks] = bank.Pre;
            _keys[banks] = Key(plan, bank, _keyTiles + (b * Lanes.TileFloats), bank.HasCompKeys, bank.CompKeys, bank.CompKeyFilter, frames);
            _work[banks] = _workTiles + (b * Lanes.TileFloats);
            banks++;
        }

        if (banks == 0) return;
        for (var b = banks; b < Group; b++)
        {
            _compressors[b] = _spareCompressor;
            _work[b] = _spareTile;
        }

        LaneCompressor.Process(_compressors, _tiles, _keys, _work, banks, frames);
    }

    private void Faders(int frames)
    {
        for (var b = 0; b < Group; b++)
        {
            var used = b < _count;
            _faders[b] = used ? _banks[b].Fader : _spareFader;
            _pre[b] = used ? _banks[b].Pre : _spareTile;
            _post[b] = used ? _banks[b].Post : _spareTile;
        }

        if (_count > 2) LaneFader.Process(_faders, _pre, _post, frames);
        else LaneFader.Process(_faders[0], _pre[0], _post[0], _faders[1], _pre[1], _post[1], frames);
    }
}
