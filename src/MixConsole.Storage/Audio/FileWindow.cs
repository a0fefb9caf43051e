using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace MixConsole.Storage.Audio;

/// <summary>A file opened to look at its headers: small reads at any place that never pass the end.</summary>
internal readonly struct FileWindow(SafeFileHandle handle, long length)
{
    public SafeFileHandle Handle => handle;

    public long Length => length;

    /// <summary>Opens a plain file. Without content it is not opened at all: a pipe or a device has none either, and opening those may block for ever.</summary>
    public static bool TryOpen(string path, out FileWindow window, out string error)
    {
        window = default;
        error = "";
        try
        {
            var info = new FileInfo(path);
            if (Directory.Exists(path)) error = $"{FileTrouble.Name(path)} is a folder: name an audio file in it.";
            else if (info.Exists && info.Length == 0) error = $"{FileTrouble.Name(path)} is empty: export it again.";
            else
            {
                var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.None);
                window = new(handle, RandomAccess.GetLength(handle));
                return true;
            }
        }
        catch (Exception trouble) when (FileTrouble.IsOfFiles(trouble))
        {
            error = FileTrouble.Reading(path, trouble);
        }

        return false;
    }

    /// <summary>Fills as much as the file has; the rest is zero. Returns bytes read.</summary>
    public int Read(long at, Span<byte> target)
    {
        var done = 0;
        while (done < target.Length && at >= 0 && at + done < length)
        {
            var read = RandomAccess.Read(handle, target[done..], at + done);
            if (read <= 0) break;
            done += read;
        }

        target[done..].Clear();
        return done;
    }

    /// <summary>Four letters as a number, in the order in which they stand in the file.</summary>
    public static uint Letters(ReadOnlySpan<byte> four) => BinaryPrimitives.ReadUInt32BigEndian(four);
}
