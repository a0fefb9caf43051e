using MixConsole.Dsp.Buffers;
using MixConsole.Dsp.Dynamics;
using MixConsole.Engine.Plan;

namespace MixConsole.Engine.Processors;

/// <summary>Width and balance of main: what other strips get in the mix to their destination. Moves in 10 ms lines; unchanged sound passes bit for bit.</summary>
[RealTime]
public sealed unsafe class StereoImage : IDisposable
{
    private readonly NativeBlock _memory = new();
    private readonly float* _gains;
    private LinearRamp _leftLeft = new(1), _rightLeft = new(0), _leftRight = new(0), _rightRight = new(1);

    public StereoImage() => _gains = _memory.Take<float>(4 * Lanes.TileFrames);

    /// <summary>Heads for a balance of -100..100 and a width in percent within <paramref name="frames"/>.</summary>
    public void Tune(double pan, double width, int frames)
    {
        var (left, right) = Panning.Balance(pan);
        double same = (1 + (width / 100)) / 2, other = (1 - (width / 100)) / 2;
        _leftLeft.Go((float)(left * same), frames);
        _rightLeft.Go((float)(left * other), frames);
        _leftRight.Go((float)(right * other), frames);
        _rightRight.Go((float)(right * same), frames);
    }

    /// <summary>Works on planar left and right in place.</summary>
    public void Process(float* left, float* right, int frames)
    {
        var moves = _leftLeft.Moving || _rightLeft.Moving || _leftRight.Moving || _rightRight.Moving;
        if (!moves && _leftLeft.Value == 1 && _rightLeft.Value == 0 && _leftRight.Value == 0 && _rightRight.Value == 1) return;
        float* ll = _gains, rl = ll + Lanes.TileFrames, lr = rl + Lanes.TileFrames, rr = lr + Lanes.TileFrames;
        _leftLeft.Fill(ll, frames);
        _rightLeft.Fill(rl, frames);
        _leftRight.Fill(lr, frames);
        _rightRight.Fill(rr, frames);
        for (var f = 0; f < frames; f++)
        {
            float l = left[f], r = right[f];
            left[f] = (l * ll[f]) + (r * rl[f]);
            right[f] = (l * lr[f]) + (r * rr[f]);
        }
    }

    public void Dispose() => _memory.Dispose();
}
