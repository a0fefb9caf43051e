using System.Runtime.InteropServices;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Dsp.Tests.Twins;

/// <summary>Works on a tile [frames][8] in place.</summary>
internal unsafe delegate void TileWork(float* tile, int frames, int at);

/// <summary>Runs lane kernels over eight long signals, and compares with what double precision says.</summary>
internal static unsafe class LaneRun
{
    /// <summary>Eight signals through a kernel, in tiles of the given sizes in turn.</summary>
    public static float[][] Through(float[][] lanes, TileWork work, params int[] tiles)
    {
        if (tiles.Length == 0) tiles = [Lanes.TileFrames];
        var frames = lanes[0].Length;
        var output = lanes.Select(l => new float[l.Length]).ToArray();
        var tile = (float*)NativeMemory.AlignedAlloc(Lanes.TileFloats * sizeof(float), 64);
        for (int at = 0, turn = 0; at < frames; turn++)
        {
            var n = Math.Min(frames - at, tiles[turn % tiles.Length]);
            for (var f = 0; f < n; f++)
                for (var lane = 0; lane < Lanes.Width; lane++) tile[(f * Lanes.Width) + lane] = lanes[lane][at + f];
            work(tile, n, at);
            for (var f = 0; f < n; f++)
                for (var lane = 0; lane < Lanes.Width; lane++) output[lane][at + f] = tile[(f * Lanes.Width) + lane];
            at += n;
        }

        NativeMemory.AlignedFree(tile);
        return output;
    }

    /// <summary>Eight different noises.</summary>
    public static float[][] Noise(int frames, float peak = 0.5f, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Lanes.Width).Select(_ => Enumerable.Range(0, frames).Select(_ => peak * ((2 * random.NextSingle()) - 1)).ToArray())];
    }

    /// <summary>Bursts 40 dB apart, so that level detectors have work.</summary>
    public static float[][] Bursts(int frames, int seed = 1)
    {
        var lanes = Noise(frames, 0.7f, seed);
        for (var lane = 0; lane < Lanes.Width; lane++)
            for (var n = 0; n < frames; n++)
                if ((n + (lane * 531)) % 7000 > 3000) lanes[lane][n] *= 0.01f;
        return lanes;
    }

    public static float[][] Sine(int frames, int rate, double hertz, double peak)
    {
        var one = Enumerable.Range(0, frames).Select(n => (float)(peak * Math.Sin(2 * Math.PI * hertz * n / rate))).ToArray();
        return [.. Enumerable.Repeat(one, Lanes.Width)];
    }

    /// <summary>How far the difference lies below the signal, dB.</summary>
    public static double Null(ReadOnlySpan<float> signal, ReadOnlySpan<double> truth)
    {
        double power = 0, error = 0;
        for (var n = 0; n < signal.Length; n++)
        {
            power += truth[n] * truth[n];
            error += (signal[n] - truth[n]) * (signal[n] - truth[n]);
        }

        return 10 * Math.Log10(power / Math.Max(error, 1e-300));
    }

    /// <summary>Fails where any lane nulls worse than <paramref name="decibels"/>.</summary>
    public static void Nulls(double decibels, float[][] lanes, Func<int, double[]> truth)
    {
        for (var lane = 0; lane < Lanes.Width; lane++)
        {
            var null_ = Null(lanes[lane], truth(lane));
            Assert.True(null_ >= decibels, $"Lane {lane} nulls at {null_:F1} dB, wanted {decibels} dB.");
        }
    }
}
