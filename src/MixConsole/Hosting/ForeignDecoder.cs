using System.Diagnostics.CodeAnalysis;
using MixConsole.Dsp.Buffers;
using MixConsole.Platform.Files;
using MixConsole.Storage.Audio;

namespace MixConsole.Hosting;

/// <summary>The machine's own library for compressed audio, as storage knows it.</summary>
public sealed class ForeignDecoder : IForeignDecoder
{
    public static ForeignDecoder Instance { get; } = new();

    public bool IsAvailable => SndFile.IsAvailable;

    public string Reason => SndFile.Reason;

    public bool TryOpen(string path, [NotNullWhen(true)] out ISampleReader? reader, out string error)
    {
        var opened = SndFile.TryOpen(path, out reader, out var refusal);
        error = refusal ?? "";
        return opened;
    }
}
