using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Metering;

/// <summary>
/// True-peak meter of eight channels: four times oversampled by the 48-tap interpolator of ITU-R BS.1770-5 Annex 2 (four phases of twelve taps, two of them mirrored).
/// </summary>
[RealTime]
public sealed unsafe class LaneTruePeak : IDisposable
{
    private const int Taps = 12;
    private readonly float* _history; // [Taps - 1 + TileFrames][8]: the last frames of the past, then the tile

    public LaneTruePeak()
    {
        const nuint bytes = (Taps - 1 + Lanes.TileFrames) * Lanes.Width * sizeof(float);
        _history = (float*)NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(_history, bytes);
    }

    /// <summary>Largest interpolated magnitude of each lane since the last reading.</summary>
    public Vector256<float> Peak { get; set; }

    /// <summary>Listens to a tile [frames][8].</summary>
    public void Process(float* tile, int frames)
    {
        const int past = (Taps - 1) * Lanes.Width;
        var floats = frames * Lanes.Width;
        NativeMemory.Copy(tile, _history + past, (nuint)(floats * sizeof(float)));
        var peak = Peak;
        for (var f = 0; f < frames; f++)
        {
            var x = _history + (f * Lanes.Width);
            Vector256<float> p0 = Vector256<float>.Zero, p1 = p0, p2 = p0, p3 = p0;
            Add(Vector256.Load(x), 0.001708984375f, -0.0291748046875f, -0.0189208984375f, -0.00830078125f, ref p0, ref p1, ref p2, ref p3);
            Add(Vector256.Load(x + 8), 0.010986328125f, 0.029296875f, 0.0330810546875f, 0.014892578125f, ref p0, ref p1, ref p2, ref p3);
            Add(Vector256.Load(x + 16), -0.0196533203125f, -0.0517578125f, -0.0582275390625f, -0.026611328125f, ref p0, ref p1, ref p2, ref p3);
            Add(Vector256.Load(x + 24), 0.033203125f, 0.089111328125f, 0.1015625f, 0.047607421875f, ref p0, ref p1, ref p2, ref p3);
            Add(Vector256.Load(x + 32), -0.0594482421875f, -0.16650390625f, -0.2003173828125f, -0.102294921875f, ref p0, ref p1, ref p2, ref p3);
            Add(Vector256.Load(x + 40), 0.1373291015625f, 0.465087890625f, 0.77978515625f, 0.97216796875f, ref p0, ref p1, ref p2, ref p3);
            Add(Vector256.Load(x + 48), 0.97216796875f, 0.77978515625f, 0.465087890625f, 0.1373291015625f, ref p0, ref p1, ref p2, ref p3);
            Add(Vector256.Load(x + 56), -0.102294921875f, -0.2003173828125f, -0.16650390625f, -0.0594482421875f, ref p0, ref p1, ref p2, ref p3);
            Add(Vector256.Load(x + 64), 0.047607421875f, 0.1015625f, 0.089111328125f, 0.033203125f, ref p0, ref p1, ref p2, ref p3);
            Add(Vector256.Load(x + 72), -0.026611328125f, -0.0582275390625f, -0.0517578125f, -0.0196533203125f, ref p0, ref p1, ref p2, ref p3);
            Add(Vector256.Load(x + 80), 0.014892578125f, 0.0330810546875f, 0.029296875f, 0.010986328125f, ref p0, ref p1, ref p2, ref p3);
            Add(Vector256.Load(x + 88), -0.00830078125f, -0.0189208984375f, -0.0291748046875f, 0.001708984375f, ref p0, ref p1, ref p2, ref p3);
            var larger = Lanes.Max(Lanes.Max(Vector256.Abs(p0), Vector256.Abs(p1)), Lanes.Max(Vector256.Abs(p2), Vector256.Abs(p3)));
            peak = Lanes.Max(peak, larger);
        }

        Peak = peak;
        NativeMemory.Copy(_history + floats, _history, past * sizeof(float));
    }

    public void Dispose() => NativeMemory.AlignedFree(_history);

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]
    private static void Add(
        Vector256<float> x, float c0, float c1, float c2, float c3, ref Vector256<float> p0, ref Vector256<float> p1, ref Vector256<float> p2, ref Vector256<float> p3)
    {
        p0 = Lanes.Fma(x, Vector256.Create(c0), p0);
        p1 = Lanes.Fma(x, Vector256.Create(c1), p1);
        p2 = Lanes.Fma(x, Vector256.Create(c2), p2);
        p3 = Lanes.Fma(x, Vector256.Create(c3), p3);
    }
}
