using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MixConsole.Dsp.Convert;

/// <summary>
/// Changes the rate of interleaved samples. Linear phase without delay: output frame 0 is input frame 0, and the output is as long as the input, rounded up.
/// The ratio is exact, sums are double in a fixed order: the same bytes for every size of call, on every machine. For files and renders, not for the audio thread.
/// </summary>
public sealed class Resampler
{
    private const int Chunk = 4096;

    private readonly int _channels;
    private readonly ResamplerKernel _kernel;
    private readonly double[][] _lines; // one per channel
    private long _first;      // input frame at the head of the lines
    private int _held;        // frames in the lines
    private long _taken;      // input frames taken since the start; seeking counts those skipped
    private long _at;         // input frame at or before the next output frame
    private int _phase;
    private long _next;
    private bool _ended;

    public Resampler(int fromRate, int toRate, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromRate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(toRate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        _channels = channels;
        _kernel = new ResamplerKernel(fromRate, toRate);
        _lines = [.. Enumerable.Range(0, channels).Select(_ => new double[_kernel.Taps + Chunk])];
        Seek(0);
    }

    /// <summary>Frames that so many input frames become.</summary>
    public long OutputFrames(long inputFrames) =>
        (long)(((Int128)inputFrames * _kernel.Phases + _kernel.Step - 1) / _kernel.Step);

    /// <summary>Continues at an output frame. Returns the input frame that must be fed next.</summary>
    public long Seek(long outputFrame)
    {
        var place = (Int128)outputFrame * _kernel.Step;
        _at = (long)(place / _kernel.Phases);
        _phase = (int)(place % _kernel.Phases);
        _next = outputFrame;
        _ended = false;
        _first = _at - _kernel.Reach + 1;
        _taken = Math.Max(0, _first);
        _held = (int)(_taken - _first); // silence before the beginning
        foreach (var line in _lines)
        {
            line.AsSpan(0, _held).Clear();
        }

        return _taken;
    }

    /// <summary>
    /// Turns input into output until one is used up. Both hold whole frames.
    /// </summary>
    /// <param name="input">Interleaved samples that follow those taken before.</param>
    /// <param name="output">Room for interleaved samples.</param>
    /// <param name="consumed">Input frames taken; feed the rest again.</param>
    /// <param name="last">Nothing follows this input: the tail comes out as well.</param>
    /// <returns>Output frames written. With <paramref name="last"/>, 0 means the end.</returns>
    public int Process(ReadOnlySpan<float> input, Span<float> output, out int consumed, bool last)
    {
        var (offered, room) = (input.Length / _channels, output.Length / _channels);
        consumed = 0;
        var written = 0;
        while (true)
        {
            for (; written < room && _at + _kernel.Reach < _first + _held && (!_ended || _next < OutputFrames(_taken)); written++)
            {
                Produce(output.Slice(written * _channels, _channels));
            }

            if (written == room || _ended && _next >= OutputFrames(_taken))
            {
                return written;
            }

            Forget();
            if (consumed < offered)
            {
                consumed += Take(input[(consumed * _channels)..(offered * _channels)]);
            }
            else if (last)
            {
                _ended = true;
                Hush();
            }
            else
            {
                return written;
            }
        }
    }

    private void Produce(Span<float> frame)
    {
        var row = _kernel.Row(_phase);
        var from = (int)(_at - _kernel.Reach + 1 - _first);
        for (var channel = 0; channel < _channels; channel++)
        {
            frame[channel] = (float)Dot(row, _lines[channel].AsSpan(from, row.Length));
        }

        _next++;
        var place = (long)_phase + _kernel.Step;
        _at += place / _kernel.Phases;
        _phase = (int)(place % _kernel.Phases);
    }

    /// <summary>Drops the frames that no later output looks at.</summary>
    private void Forget()
    {
        var drop = (int)Math.Min(_held, _at - _kernel.Reach + 1 - _first);
        foreach (var line in _lines)
        {
            line.AsSpan(drop, _held - drop).CopyTo(line);
        }

        _first += drop;
        _held -= drop;
    }

    private int Take(ReadOnlySpan<float> input)
    {
        var count = Math.Min(input.Length / _channels, _lines[0].Length - _held);
        for (var channel = 0; channel < _channels; channel++)
        {
            var line = _lines[channel].AsSpan(_held, count);
            for (var n = 0; n < count; n++)
            {
                line[n] = input[n * _channels + channel];
            }
        }

        _held += count;
        _taken += count;
        return count;
    }

    /// <summary>Silence after the end.</summary>
    private void Hush()
    {
        foreach (var line in _lines)
        {
            line.AsSpan(_held).Clear();
        }

        _held = _lines[0].Length;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        // Two vectors hide the latency of multiply-add; their order is part of the result.
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        Vector256<double> s0 = default, s1 = default;
        nuint n = 0;
        for (; n + 8 <= (nuint)a.Length; n += 8)
        {
            s0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, n), Vector256.LoadUnsafe(ref y, n), s0);
            s1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, n + 4), Vector256.LoadUnsafe(ref y, n + 4), s1);
        }

        for (; n < (nuint)a.Length; n += 4)
        {
            s0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, n), Vector256.LoadUnsafe(ref y, n), s0);
        }

        var s = s0 + s1;
        return s[0] + s[1] + (s[2] + s[3]);
    }
}
