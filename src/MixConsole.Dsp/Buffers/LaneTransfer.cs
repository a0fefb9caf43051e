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
                float* row = tile + (f * Lanes.Width);
                peak = Quad(channels, f, gain, row, peak);
                peak = Quad(channels, f + 4, gain, row + 32, peak);
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

    // Four frames of eight channels: channels 0-3 and 4-7 meet in one register while loading, so no crossing of halves is left.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Quad(float** channels, int f, Vector256<float> gain, float* row, Vector256<float> peak)
    {
        var a = Sane(Vector256.Create(Vector128.Load(channels[0] + f), Vector128.Load(channels[4] + f)));
        var b = Sane(Vector256.Create(Vector128.Load(channels[1] + f), Vector128.Load(channels[5] + f)));
        var c = Sane(Vector256.Create(Vector128.Load(channels[2] + f), Vector128.Load(channels[6] + f)));
        var d = Sane(Vector256.Create(Vector128.Load(channels[3] + f), Vector128.Load(channels[7] + f)));
        var ab = Avx.UnpackLow(a, b);
        var cd = Avx.UnpackLow(c, d);
        var abHigh = Avx.UnpackHigh(a, b);
        var cdHigh = Avx.UnpackHigh(c, d);
        peak = Scale(Avx.Shuffle(ab, cd, 0x44), gain, row, peak);
        peak = Scale(Avx.Shuffle(ab, cd, 0xEE), gain, row + 8, peak);
        peak = Scale(Avx.Shuffle(abHigh, cdHigh, 0x44), gain, row + 16, peak);
        return Scale(Avx.Shuffle(abHigh, cdHigh, 0xEE), gain, row + 24, peak);
    }
}
