using MixConsole.Dsp.Buffers;

namespace MixConsole.Platform.Files;

/// <summary>Reads an open libsndfile file. Where the data are damaged, a read ends early.</summary>
internal sealed unsafe class SndFileReader(nint file, SoundInfo info) : ISampleReader
{
    private readonly Lock _gate = new();
    private nint _file = file;
    private long _position;

    ~SndFileReader() => Close();

    public int Channels => info.Channels;

    public int Rate => info.Rate;

    public long Frames => info.Frames;

    public int Read(long at, Span<float> interleaved)
    {
        long wanted = Math.Min(interleaved.Length / Channels, Frames - at);
        // Disposal may come from another thread than the one that reads ahead.
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_file == 0, this);
            if (at < 0 || wanted <= 0)
                return 0;
            // Seeking in compressed formats is slow and, in some, only near: never seek where reading simply goes on.
            if (at != _position && SndFileLibrary.Seek(_file, at, 0) != at)
            {
                _position = -1;
                return 0;
            }

            long read;
            fixed (float* samples = interleaved)
                read = SndFileLibrary.ReadFrames(_file, samples, wanted);
            _position = at + read;
            return (int)read;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Close();
        }

        GC.SuppressFinalize(this);
    }

    private void Close()
    {
        if (_file != 0)
            _ = SndFileLibrary.Close(_file);
        _file = 0;
    }
}
