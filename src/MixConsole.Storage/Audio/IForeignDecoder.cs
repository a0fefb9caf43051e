using System.Diagnostics.CodeAnalysis;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Storage.Audio;

/// <summary>Decodes what is not plain samples (FLAC, Ogg, MP3, …), where the machine has a library for it.</summary>
public interface IForeignDecoder
{
    /// <summary>Whether the library is there.</summary>
    bool IsAvailable { get; }

    /// <summary>Why not, and what to install: one sentence; empty when available.</summary>
    string Reason { get; }

    /// <summary>Opens a file. <paramref name="error"/> is one sentence with the file, the trouble and the remedy.</summary>
    bool TryOpen(string path, [NotNullWhen(true)] out ISampleReader? reader, out string error);
}
