using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MixConsole.Dsp.Buffers;

/// <summary>Moves samples between planar channels and lanes.</summary>
[RealTime]
public static unsafe class LaneTransfer
{
    /// <summary>Beyond +120 dBFS a sample is no sound but a broken source, as NaN and infinity are: it would ring in filters for ever, so it becomes silence.</summary>
    public const float Absurd = 1e6f;

    /// <summary>
    /// Gathers eight planar channels into a tile [frames][8], times <paramref name="gain"/>; returns the peak of each lane after the gain. Broken samples (<see cref="Absurd"/>) become silence.
    /// </summary>
    /// <param name="channels">Eight pointers, each to at least <paramref name="frames"/> samples.</param>
    public static Vector256<float> Load(float** channels, int frames, Vector256<float> gain, float* tile)
    {
        var peak = Vector256<float>.Zero;
        int f = 0;
        if (Avx.IsSupported)
        {
            for (; f + 8 <= frames; f += 8)
            {
                if ((f & 8) == 0) Prefetch(channels, f + Lanes.TileFrames);
                var r0 = Vector256.Load(channels[0] + f);
                var r1 = Vector256.Load(channels[1] + f);
                var r2 = Vector256.Load(channels[2] + f);
                var r3 = Vector256.Load(channels[3] + f);
                var r4 = Vector256.Load(channels[4] + f);
                var r5 = Vector256.Load(channels[5] + f);
                var r6 = Vector256.Load(channels[6] + f);
                var r7 = Vector256.Load(channels[7] + f);
                Transpose(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
                float* row = tile + (f * Lanes.Width);
                peak = Scale(Sane(r0), gain, row, peak);
                peak = Scale(Sane(r1), gain, row + 8, peak);
                peak = Scale(Sane(r2), gain, row + 16, peak);
                peak = Scale(Sane(r3), gain, row + 24, peak);
                peak = Scale(Sane(r4), gain, row + 32, peak);
                peak = Scale(Sane(r5), gain, row + 40, peak);
                peak = Scale(Sane(r6), gain, row + 48, peak);
                peak = Scale(Sane(r7), gain, row + 56, peak);
            }
        }

        for (; f < frames; f++)
        {
            var row = Vector256.Create(channels[0][f], channels[1][f], channels[2][f], channels[3][f], channels[4][f], channels[5][f], channels[6][f], channels[7][f]);
            peak = Scale(Sane(row), gain, tile + (f * Lanes.Width), peak);
        }

        return peak;
    }

    /// <summary>Multiplies a tile into another (which may be the same); returns the peak of each lane. Broken samples become silence.</summary>
    public static Vector256<float> Scale(float* from, float* to, int frames, Vector256<float> gain)
    {
        var peak = Vector256<float>.Zero;
        for (int at = 0; at < frames * Lanes.Width; at += Lanes.Width) peak = Scale(Sane(Vector256.Load(from + at)), gain, to + at, peak);
        return peak;
    }

    /// <summary>Copies one lane of a tile to a planar channel.</summary>
    public static void Store(float* tile, int lane, float* channel, int frames)
    {
        float* from = tile + lane;
        for (int f = 0; f < frames; f++) channel[f] = from[f * Lanes.Width];
    }

    /// <summary>Copies a planar channel into one lane of a tile.</summary>
    public static void Load(float* channel, float* tile, int lane, int frames)
    {
        float* to = tile + lane;
        for (int f = 0; f < frames; f++) to[f * Lanes.Width] = channel[f];
    }

    // The next tile's samples come into the cache while this one is worked: they lie in as many places as there are channels, more than the processor follows by itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(float** channels, int at)
    {
        Sse.Prefetch1(channels[0] + at);
        Sse.Prefetch1(channels[1] + at);
        Sse.Prefetch1(channels[2] + at);
        Sse.Prefetch1(channels[3] + at);
        Sse.Prefetch1(channels[4] + at);
        Sse.Prefetch1(channels[5] + at);
        Sse.Prefetch1(channels[6] + at);
        Sse.Prefetch1(channels[7] + at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Sane(Vector256<float> x) => x & Vector256.LessThan(Vector256.Abs(x), Vector256.Create(Absurd));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Scale(Vector256<float> x, Vector256<float> gain, float* row, Vector256<float> peak)
    {
        var y = x * gain;
        y.Store(row);
        return Lanes.Max(peak, Vector256.Abs(y));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        ref Vector256<float> r0, ref Vector256<float> r1, ref Vector256<float> r2, ref Vector256<float> r3,
        ref Vector256<float> r4, ref Vector256<float> r5, ref Vector256<float> r6, ref Vector256<float> r7)
    {
        var t0 = Avx.UnpackLow(r0, r1);
        var t1 = Avx.UnpackHigh(r0, r1);
        var t2 = Avx.UnpackLow(r2, r3);
        var t3 = Avx.UnpackHigh(r2, r3);
        var t4 = Avx.UnpackLow(r4, r5);
        var t5 = Avx.UnpackHigh(r4, r5);
        var t6 = Avx.UnpackLow(r6, r7);
        var t7 = Avx.UnpackHigh(r6, r7);
        var u0 = Avx.Shuffle(t0, t2, 0x44);
        var u1 = Avx.Shuffle(t0, t2, 0xEE);
        var u2 = Avx.Shuffle(t1, t3, 0x44);
        var u3 = Avx.Shuffle(t1, t3, 0xEE);
        var u4 = Avx.Shuffle(t4, t6, 0x44);
        var u5 = Avx.Shuffle(t4, t6, 0xEE);
        var u6 = Avx.Shuffle(t5, t7, 0x44);
        var u7 = Avx.Shuffle(t5, t7, 0xEE);
        r0 = Avx.Permute2x128(u0, u4, 0x20);
        r1 = Avx.Permute2x128(u1, u5, 0x20);
        r2 = Avx.Permute2x128(u2, u6, 0x20);
        r3 = Avx.Permute2x128(u3, u7, 0x20);
        r4 = Avx.Permute2x128(u0, u4, 0x31);
        r5 = Avx.Permute2x128(u1, u5, 0x31);
        r6 = Avx.Permute2x128(u2, u6, 0x31);
        r7 = Avx.Permute2x128(u3, u7, 0x31);
    }
}
