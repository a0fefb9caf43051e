using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace MixConsole.Storage.Audio;

/// <summary>
/// Writes a WAV file as a stream; above 4 GiB it becomes RF64. One thread at a time. After a failure nothing more is written and <see cref="Trouble"/> says why.
/// </summary>
public sealed class WavWriter : IDisposable
{
    private const int BufferBytes = 65_536;

    private readonly FileStream stream;
    private readonly WavFormat format;
    private readonly string path;
    private readonly string written;
    private readonly byte[] buffer = new byte[BufferBytes];
    private bool done;

    private WavWriter(FileStream stream, WavFormat format, string path, string written)
    {
        this.stream = stream;
        this.format = format;
        this.path = path;
        this.written = written;
    }

    /// <summary>Frames written.</summary>
    public long Frames { get; private set; }

    /// <summary>Empty, or why writing failed: one sentence with the file, the trouble and the remedy.</summary>
    public string Trouble { get; private set; } = "";

    /// <summary>Begins a file, replacing one of that name (with <see cref="WavPlace.Beside"/> only once it is complete).</summary>
    public static bool TryCreate(string path, WavFormat format, [NotNullWhen(true)] out WavWriter? writer, out string error)
    {
        writer = null;
        error = "";
        FileStream? stream = null;
        try
        {
            // A link stays one; what is no plain file (the null device) is never replaced by a rename.
            var full = Path.GetFullPath(path);
            var direct = format.Place == WavPlace.Direct || full.StartsWith("/dev/", StringComparison.Ordinal);
            if (!direct && File.Exists(full)) full = File.ResolveLinkTarget(full, true)?.FullName ?? full;
            if (Directory.Exists(full)) throw new UnauthorizedAccessException();
            var written = direct ? full : full + ".part";
            stream = new FileStream(written, FileMode.Create, FileAccess.Write, FileShare.Read, 1);
            stream.Write(WavHeader.Bytes(format, 0));
            writer = new(stream, format, full, written);
            return true;
        }
        catch (Exception trouble) when (FileTrouble.IsOfFiles(trouble))
        {
            stream?.Dispose();
            error = FileTrouble.Writing(path, trouble);
            return false;
        }
    }

    /// <summary>Appends whole frames. Integers are rounded to the nearest step and held at full scale.</summary>
    public bool Write(ReadOnlySpan<float> interleaved)
    {
        if (format.Bits == WavBits.Float32) return WriteStored(MemoryMarshal.AsBytes(interleaved));
        var bytes = format.SampleBytes;
        while (interleaved.Length > 0)
        {
            var now = Math.Min(interleaved.Length, BufferBytes / format.FrameBytes * format.Channels);
            for (var i = 0; i < now; i++) Round(interleaved[i], bytes, buffer.AsSpan(i * bytes));
            if (!WriteStored(buffer.AsSpan(0, now * bytes))) return false;
            interleaved = interleaved[now..];
        }

        return Trouble.Length == 0;
    }

    /// <summary>Appends whole frames that are stored samples already.</summary>
    public bool WriteStored(ReadOnlySpan<byte> frames)
    {
        if (Trouble.Length > 0 || done) return false;
        try
        {
            stream.Write(frames);
            Frames += frames.Length / format.FrameBytes;
        }
        catch (Exception trouble) when (FileTrouble.IsOfFiles(trouble))
        {
            Trouble = FileTrouble.Writing(path, trouble);
        }

        return Trouble.Length == 0;
    }

    /// <summary>Brings the header up to date, so that the file is whole as it is.</summary>
    public bool Flush()
    {
        if (Trouble.Length > 0 || done) return false;
        try
        {
            RewriteHeader();
        }
        catch (Exception trouble) when (FileTrouble.IsOfFiles(trouble))
        {
            Trouble = FileTrouble.Writing(path, trouble);
        }

        return Trouble.Length == 0;
    }

    /// <summary>Ends the file: on disk, and under its name. False where anything failed since the beginning.</summary>
    public bool Complete()
    {
        if (done) return Trouble.Length == 0;
        if (Trouble.Length == 0)
        {
            try
            {
                if ((Frames * format.FrameBytes & 1) == 1) stream.WriteByte(0);
                RewriteHeader();
                if (written != path) stream.Flush(true); // a rename must not overtake the samples
                stream.Dispose();
                if (written != path) File.Move(written, path, true);
            }
            catch (Exception trouble) when (FileTrouble.IsOfFiles(trouble))
            {
                Trouble = FileTrouble.Writing(path, trouble);
            }
        }

        else if (written == path)
        {
            KeepWhatIsThere();
        }

        Close();
        return Trouble.Length == 0;
    }

    // A full disk has no room for more, but the header lies in room that is taken already.
    private void KeepWhatIsThere()
    {
        try
        {
            RewriteHeader();
        }
        catch (Exception trouble) when (FileTrouble.IsOfFiles(trouble))
        {
            // Trouble tells the first failure, which is the one to act on.
        }
    }

    /// <summary>Without <see cref="Complete"/>: an unfinished file beside its name goes away, a direct one stays as far as it came.</summary>
    public void Dispose()
    {
        if (done) return;
        if (written == path) Complete();
        else Close();
    }

    private void Close()
    {
        var failed = !done && (Trouble.Length > 0 || stream.CanWrite);
        done = true;
        try
        {
            stream.Dispose();
            if (failed && written != path) File.Delete(written);
        }
        catch (Exception trouble) when (FileTrouble.IsOfFiles(trouble))
        {
            if (Trouble.Length == 0) Trouble = FileTrouble.Writing(path, trouble);
        }
    }

    private void RewriteHeader()
    {
        if (!stream.CanSeek) return;
        var end = stream.Position;
        stream.Position = 0;
        stream.Write(WavHeader.Bytes(format, Frames * format.FrameBytes));
        stream.Position = end;
        stream.Flush();
    }

    private static void Round(float sample, int bytes, Span<byte> target)
    {
        var full = bytes == 2 ? 32_768f : 8_388_608f;
        var step = (int)Math.Clamp(MathF.Round(sample * full), -full, full - 1);
        target[0] = (byte)step;
        target[1] = (byte)(step >> 8);
        if (bytes == 3) target[2] = (byte)(step >> 16);
    }
}
