using MixConsole.Dsp.Buffers;
using MixConsole.Engine.Streaming;

namespace MixConsole.Engine.Transport;

/// <summary>
/// Play, stop, locate and loop on the audio thread. Playing begins when the tracks have their samples; it ends in a 10 ms fade, so that nothing clicks.
/// </summary>
[RealTime]
public sealed class TransportState(int rate)
{
    private readonly int _fadeFrames = rate / 100;
    private PlaySpan _span = new(0, 0, 0, 0);
    private long _played;
    private long _next = -1; // song frame to go to after the fade
    private bool _wanted;
    private bool _asked;
    private bool _loop;
    private long _loopFrom, _loopTo;

    /// <summary>Whether tracks sound now.</summary>
    public bool IsPlaying { get; private set; }

    /// <summary>Whether the user wants the tracks to run.</summary>
    public bool IsWanted => _wanted;

    /// <summary>Frames of a fade-out that are left; 0 for none.</summary>
    public int FadeOut { get; private set; }

    /// <summary>Frames of a fade-in that are left.</summary>
    public int FadeIn { get; private set; }

    public int FadeFrames => _fadeFrames;

    /// <summary>Starts without a fade-in wherever it starts: offline.</summary>
    public bool ExactStarts { get; set; }

    /// <summary>Number of the stretch that is played.</summary>
    public int Stretch => _span.Number;

    /// <summary>Frames played since the stretch began.</summary>
    public long Played => _played;

    /// <summary>Position on the timeline.</summary>
    public long Song => _next >= 0 && !IsPlaying ? _next : _span.Song(_played);

    public void Play() => _wanted = true;

    public void Stop()
    {
        _wanted = false;
        if (IsPlaying && FadeOut == 0) FadeOut = _fadeFrames;
    }

    /// <summary>Goes to a song frame, fading out first when playing.</summary>
    public void Locate(long song)
    {
        _next = Math.Max(0, song);
        _asked = false;
        if (IsPlaying && FadeOut == 0) FadeOut = _fadeFrames;
    }

    /// <summary>Sets the loop; a loop shorter than 10 ms does not loop.</summary>
    public void Loop(bool on, long from, long to)
    {
        (_loop, _loopFrom, _loopTo) = (on && to - from >= rate / 100, from, to);
        if (_span.LoopTo != LoopEnd || (_loop && _span.LoopFrom != from)) Locate(Song);
    }

    /// <summary>At a block or tile start: asks for samples where needed, and starts when they are there. True when playing began just now.</summary>
    public bool Advance(StreamPool pool)
    {
        if (IsPlaying) return false;
        if (!_asked || _next >= 0)
        {
            var song = Song;
            _span = new(_span.Number + 1, song, _loop ? _loopFrom : 0, LoopEnd);
            _played = 0;
            _next = -1;
            _asked = true;
            pool.Ask(_span);
        }

        if (!_wanted || pool.Ready != _span.Number) return false;
        IsPlaying = true;
        FadeIn = ExactStarts || _span.Song(_played) == 0 ? 0 : _fadeFrames / 2;
        return true;
    }

    /// <summary>A new session's or plan's streams know nothing of this stretch yet.</summary>
    public void Renew() => Locate(Song);

    /// <summary>Largest step of frames before the fades change.</summary>
    public int Limit(int frames)
    {
        if (FadeOut > 0) frames = Math.Min(frames, FadeOut);
        return FadeIn > 0 ? Math.Min(frames, FadeIn) : frames;
    }

    /// <summary>Frames have been played.</summary>
    public void Consume(StreamPool pool, int frames)
    {
        if (!IsPlaying) return;
        _played += frames;
        pool.Consume(_played);
        if (FadeIn > 0) FadeIn -= frames;
        if (FadeOut == 0) return;
        FadeOut -= frames;
        if (FadeOut > 0) return;
        IsPlaying = false;
        FadeIn = 0;
        if (_next < 0) _asked = true; // stays where it is; its samples are still in the rings
    }

    private long LoopEnd => _loop ? _loopTo : 0;
}
