using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Filters;
using MixConsole.Dsp.Metering;

namespace MixConsole.Engine.Plan;

/// <summary>Loudness, true peak and correlation of the eight lanes of a bank.</summary>
[RealTime]
public sealed unsafe class BankLoudness : IDisposable
{
    private readonly NativeBlock _memory = new();
    private readonly LaneCascade _weighting;
    private readonly float* _weighted;
    private readonly int _blockFrames;
    private readonly LoudnessWindow[] _windows = new LoudnessWindow[Lanes.Width];
    private LanePower _power, _weightedPower;
    private readonly double[] _integrated = new double[Lanes.Width];
    private int _filled;
    private int _turn;
    private uint _pairs;
    private readonly float[] _correlation = [1, 1, 1, 1];

    public BankLoudness(int rate)
    {
        _blockFrames = rate / 10; // 100 ms: the step of all windows of BS.1770
        _weighted = _memory.Take<float>(Lanes.TileFloats);
        _weighting = new LaneCascade(2, rate);
        Span<Biquad> two = stackalloc Biquad[2];
        FilterDesign.KWeighting(rate, two);
        for (var lane = 0; lane < Lanes.Width; lane++)
        {
            _weighting.Set(0, lane, two[0], true);
            _weighting.Set(1, lane, two[1], true);
        }

        for (var lane = 0; lane < _windows.Length; lane++) _windows[lane] = new LoudnessWindow();
        Array.Fill(_integrated, double.NegativeInfinity);
    }

    public LaneTruePeak TruePeak { get; } = new();

    /// <summary>Window of the strip that begins at a lane.</summary>
    public LoudnessWindow Window(int lane) => _windows[lane];

    /// <summary>Integrated loudness of the strip that begins at a lane, LUFS; renewed every 0.8 s, since gating looks at all of the past.</summary>
    public double Integrated(int lane) => _integrated[lane];

    /// <summary>Makes a lane and the next one a stereo pair.</summary>
    public void Pair(int lane) => _pairs |= 1u << lane;

    /// <summary>Correlation of the pair of a lane over the last 100 ms, -1..1; 1 in silence.</summary>
    public float Correlation(int lane) => _correlation[lane / 2];

    /// <summary>Listens to a tile [frames][8].</summary>
    public void Process(float* tile, int frames)
    {
        TruePeak.Process(tile, frames);
        System.Runtime.InteropServices.NativeMemory.Copy(tile, _weighted, (nuint)(frames * Lanes.Width * sizeof(float)));
        _weighting.Process(_weighted, frames);
        float* weighted = _weighted;
        while (frames > 0)
        {
            var n = Math.Min(frames, _blockFrames - _filled);
            _power.Add(tile, n);
            _weightedPower.Add(weighted, n);
            _filled += n;
            frames -= n;
            tile += n * Lanes.Width;
            weighted += n * Lanes.Width;
            if (_filled == _blockFrames) EndBlock();
        }
    }

    /// <summary>Takes over the measurement of a lane, handing its own back to be freed.</summary>
    public void AdoptState(int lane, BankLoudness? from, int fromLane)
    {
        if (from is null) return;
        (_windows[lane], from._windows[fromLane]) = (from._windows[fromLane], _windows[lane]);
        _integrated[lane] = from._integrated[fromLane];
    }

    /// <summary>Begins integrated loudness anew.</summary>
    public void ResetIntegrated()
    {
        foreach (var window in _windows) window.Reset();
        Array.Fill(_integrated, double.NegativeInfinity);
    }

    public void Dispose()
    {
        _weighting.Dispose();
        TruePeak.Dispose();
        _memory.Dispose();
    }

    private void EndBlock()
    {
        for (var lane = 0; lane < _windows.Length; lane++)
        {
            double sum = Lanes.Get(ref _weightedPower.Squares, lane);
            if ((_pairs >> lane & 1) != 0) sum += Lanes.Get(ref _weightedPower.Squares, lane + 1);
            _windows[lane].Add(sum / _blockFrames);
        }

        for (var pair = 0; pair < _correlation.Length; pair++)
        {
            var l = Lanes.Get(ref _power.Squares, pair * 2);
            var r = Lanes.Get(ref _power.Squares, (pair * 2) + 1);
            var product = Lanes.Get(ref _power.Products, pair * 2);
            var scale = MathF.Sqrt(l * r);
            _correlation[pair] = scale > 1e-12f ? product / scale : 1;
        }

        _turn = (_turn + 1) % Lanes.Width;
        if (_windows[_turn].ShortTerm > LoudnessGate.AbsoluteGate) _integrated[_turn] = _windows[_turn].Integrated();
        _power = default;
        _weightedPower = default;
        _filled = 0;
    }
}
