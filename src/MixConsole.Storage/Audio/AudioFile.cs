using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Storage.Audio;

/// <summary>Any audio file: told by its first bytes, never by its name.</summary>
public static class AudioFile
{
    /// <summary>Opens a file with the reader for its content. <paramref name="error"/> is one sentence with the file, the trouble and the remedy.</summary>
    /// <param name="path">The file.</param>
    /// <param name="foreign">Decoder of compressed formats, or null where the machine has none.</param>
    /// <param name="reader">The samples.</param>
    /// <param name="error">Empty where it worked.</param>
    public static bool TryOpen(string path, IForeignDecoder? foreign, [NotNullWhen(true)] out ISampleReader? reader, out string error)
    {
        reader = null;
        if (!TryIdentify(path, out var format, out error)) return false;
        var compressed = false;
        switch (format)
        {
            case "WAV":
                if (WavReader.TryOpen(path, out var wav, out error, out compressed)) reader = wav;
                break;
            case "AIFF":
                if (AiffReader.TryOpen(path, out var aiff, out error, out compressed)) reader = aiff;
                break;
            case "MP4":
                error = $"{FileTrouble.Name(path)} is an MP4 file, which cannot be read here: convert it to WAV or FLAC.";
                break;
            default:
                compressed = true;
                break;
        }

        if (compressed) Decode(path, format, foreign, out reader, out error);
        return reader is not null;
    }

    private static void Decode(string path, string format, IForeignDecoder? foreign, out ISampleReader? reader, out string error)
    {
        reader = null;
        error = "";
        if (foreign is { IsAvailable: true })
        {
            if (!foreign.TryOpen(path, out reader, out error)) return;
            if (PcmShape.Fault(reader.Channels, reader.Rate, new(SampleKind.Float, 4)) is not { } fault) return;
            reader.Dispose();
            reader = null;
            error = $"{FileTrouble.Name(path)} {fault}: export it again.";
            return;
        }

        var why = foreign is { Reason.Length: > 0 } ? foreign.Reason.TrimEnd('.') : "install libsndfile (libsndfile1 on Debian)";
        error = $"{FileTrouble.Name(path)} is a {format} file with compressed samples, and the library that reads it is missing: {why}, or convert it to WAV.";
    }

    /// <summary>The format by its first bytes; false with a sentence where it is none that carries audio.</summary>
    private static bool TryIdentify(string path, out string format, out string error)
    {
        format = "";
        if (!FileWindow.TryOpen(path, out var file, out error)) return false;
        try
        {
            using var handle = file.Handle;
            Span<byte> head = stackalloc byte[12];
            file.Read(0, head);
            format = Identify(head);
            error = format.Length > 0 ? "" : $"{FileTrouble.Name(path)} is no audio file: use WAV, AIFF or FLAC.";
        }
        catch (Exception trouble) when (FileTrouble.IsOfFiles(trouble))
        {
            error = FileTrouble.Reading(path, trouble);
        }

        return format.Length > 0;
    }

    private static string Identify(ReadOnlySpan<byte> head)
    {
        var first = head[..4];
        if (first.SequenceEqual("RIFF"u8) || first.SequenceEqual("RF64"u8) || first.SequenceEqual("BW64"u8)) return head[8..].SequenceEqual("WAVE"u8) ? "WAV" : "";
        if (first.SequenceEqual("FORM"u8)) return head[8..11].SequenceEqual("AIF"u8) ? "AIFF" : "";
        if (first.SequenceEqual("fLaC"u8)) return "FLAC";
        if (first.SequenceEqual("OggS"u8)) return "Ogg";
        if (first.SequenceEqual("caff"u8)) return "CAF";
        if (first.SequenceEqual("riff"u8)) return "W64";
        if (first.SequenceEqual("RIFX"u8)) return "RIFX";
        if (head[4..8].SequenceEqual("ftyp"u8)) return "MP4";

        // MPEG audio: a tag, or eleven bits of sync with a layer and a bit rate that exist.
        var sync = BinaryPrimitives.ReadUInt16BigEndian(head);
        var isMpeg = (sync & 0xFFE0) == 0xFFE0 && (sync & 0x0006) != 0 && (sync & 0x0018) != 0x0008 && (head[2] & 0xF0) != 0xF0;
        return first[..3].SequenceEqual("ID3"u8) || isMpeg ? "MP3" : "";
    }
}
