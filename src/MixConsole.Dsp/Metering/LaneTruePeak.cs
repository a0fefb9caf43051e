using System.Runtime.CompilerServices;
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
    private readonly NativeBlock _memory = new();
    private readonly float* _history; // [Taps - 1 + TileFrames][8]: the last frames of the past, then the tile

    public LaneTruePeak() => _history = _memory.Take<float>((Taps - 1 + Lanes.TileFrames) * Lanes.Width);

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
            Vector256<float> even0 = Vector256<float>.Zero, odd0 = even0, even1 = even0, odd1 = even0;
            Add(x, 0, 0.001708984375f, -0.00830078125f, -0.0291748046875f, -0.0189208984375f, ref even0, ref odd0, ref even1, ref odd1);
            Add(x, 1, 0.010986328125f, 0.014892578125f, 0.029296875f, 0.0330810546875f, ref even0, ref odd0, ref even1, ref odd1);
            Add(x, 2, -0.0196533203125f, -0.026611328125f, -0.0517578125f, -0.0582275390625f, ref even0, ref odd0, ref even1, ref odd1);
            Add(x, 3, 0.033203125f, 0.047607421875f, 0.089111328125f, 0.1015625f, ref even0, ref odd0, ref even1, ref odd1);
            Add(x, 4, -0.0594482421875f, -0.102294921875f, -0.16650390625f, -0.2003173828125f, ref even0, ref odd0, ref even1, ref odd1);
            Add(x, 5, 0.1373291015625f, 0.97216796875f, 0.465087890625f, 0.77978515625f, ref even0, ref odd0, ref even1, ref odd1);
            var larger = Lanes.Max(Vector256.Abs(even0) + Vector256.Abs(odd0), Vector256.Abs(even1) + Vector256.Abs(odd1));
            peak = Lanes.Max(peak, larger);
        }

        Peak = peak;
        NativeMemory.Copy(_history + floats, _history, past * sizeof(float));
    }

    public void Dispose() => _memory.Dispose();

    // Phase 3 is phase 0 mirrored, and 2 is 1: of a mirrored pair the even and odd halves are shared, and the larger magnitude of the two is |even| + |odd|.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        float* x, int tap, float near0, float far0, float near1, float far1,
        ref Vector256<float> even0, ref Vector256<float> odd0, ref Vector256<float> even1, ref Vector256<float> odd1)
    {
        var near = Vector256.Load(x + (tap * Lanes.Width));
        var far = Vector256.Load(x + ((Taps - 1 - tap) * Lanes.Width));
        var sum = near + far;
        var difference = near - far;
        even0 = Lanes.Fma(sum, Vector256.Create((near0 + far0) / 2), even0);
        odd0 = Lanes.Fma(difference, Vector256.Create((near0 - far0) / 2), odd0);
        even1 = Lanes.Fma(sum, Vector256.Create((near1 + far1) / 2), even1);
        odd1 = Lanes.Fma(difference, Vector256.Create((near1 - far1) / 2), odd1);
    }
}
