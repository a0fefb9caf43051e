using MixConsole.Storage.Audio;

namespace MixConsole.Storage.Import;

/// <summary>A readable file among the stems.</summary>
/// <param name="Path">The file.</param>
/// <param name="Name">Readable name.</param>
/// <param name="Channels">Interleaved channels.</param>
/// <param name="Rate">Its own rate, Hz.</param>
/// <param name="Frames">Length at its own rate.</param>
/// <param name="Stamp">Broadcast stamp in frames since midnight at its own rate.</param>
/// <param name="CanCopy">Whether a session plays it as it is: WAV with 16 or 24-bit integers or 32-bit floats.</param>
internal sealed record Stem(string Path, string Name, int Channels, int Rate, long Frames, long? Stamp, bool CanCopy)
{
    public string File => System.IO.Path.GetFileName(Path);

    /// <summary>Looks at a file.</summary>
    public static bool TryLook(string path, IForeignDecoder? foreign, out Stem? stem, out string error)
    {
        stem = null;
        if (!AudioFile.TryOpen(path, foreign, out var reader, out error)) return false;
        using (reader)
        {
            if (reader.Frames <= 0)
            {
                error = $"{FileTrouble.Name(path)} holds no samples: export it again.";
                return false;
            }

            var wav = reader as WavReader;
            var canCopy = wav is { Encoding: { Kind: SampleKind.Signed, Bytes: 2 or 3 } or { Kind: SampleKind.Float, Bytes: 4 } };
            stem = new(path, StemNames.Readable(System.IO.Path.GetFileNameWithoutExtension(path)), reader.Channels, reader.Rate, reader.Frames, wav?.TimeReference, canCopy);
            return true;
        }
    }
}

/// <summary>A strip to be made of one stem, of two sides, or of some channels of a stem with many.</summary>
/// <param name="Name">Name of the strip.</param>
/// <param name="Left">The stem, or its left side.</param>
/// <param name="Right">The right side of a pair in two files.</param>
/// <param name="First">First channel of the stem.</param>
/// <param name="Channels">1 or 2.</param>
internal sealed record StemStrip(string Name, Stem Left, Stem? Right, int First, int Channels)
{
    public string Source => Right is null ? Left.File : $"{Left.File} + {Right.File}";
}
