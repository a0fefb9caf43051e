using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MixConsole.Platform.Native;

namespace MixConsole.Platform.PortAudio;

/// <summary>PaStreamParameters.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct StreamParameters
{
    public int Device;
    public int Channels;
    public CULong Format;
    public double Latency;
    public nint HostSpecific;
}

/// <summary>PaDeviceInfo.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct DeviceInfo
{
    public readonly int Version;
    public readonly byte* Name;
    public readonly int HostApi;
    public readonly int Inputs;
    public readonly int Outputs;
    public readonly double LowInputLatency;
    public readonly double LowOutputLatency;
    public readonly double HighInputLatency;
    public readonly double HighOutputLatency;
    public readonly double Rate;
}

/// <summary>PaHostApiInfo.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct HostApiInfo
{
    public readonly int Version;
    public readonly int Type;
    public readonly byte* Name;
    public readonly int Devices;
    public readonly int DefaultInput;
    public readonly int DefaultOutput;
}

/// <summary>The head of PaStreamInfo.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct StreamInfo
{
    public readonly int Version;
    public readonly double InputLatency;
    public readonly double OutputLatency;
    public readonly double Rate;
}

/// <summary>The calls of PortAudio 19 that we use; names and constants as in portaudio.h. Touch only through <see cref="PortAudioSystem"/>.</summary>
internal static unsafe partial class PortAudioLibrary
{
    /// <summary>Float samples, one buffer per channel (buffers arrive as float**).</summary>
    public const uint PlanarFloat = 0x8000_0001;

    /// <summary>Neither clip nor dither: our own limiter and dither have done it.</summary>
    public const uint NoClipNoDither = 3;

    public const uint XrunFlags = 1 | 2 | 4 | 8;
    private const string Library = NativeLibraries.PortAudio;

    static PortAudioLibrary() => NativeLibraries.Install();

    [LibraryImport(Library, EntryPoint = "Pa_Initialize")]
    public static partial int Initialize();

    [LibraryImport(Library, EntryPoint = "Pa_Terminate")]
    public static partial int Terminate();

    [LibraryImport(Library, EntryPoint = "Pa_GetErrorText")]
    public static partial byte* ErrorText(int error);

    [LibraryImport(Library, EntryPoint = "Pa_GetDeviceCount")]
    public static partial int DeviceCount();

    [LibraryImport(Library, EntryPoint = "Pa_GetDeviceInfo")]
    public static partial DeviceInfo* Device(int index);

    [LibraryImport(Library, EntryPoint = "Pa_GetHostApiInfo")]
    public static partial HostApiInfo* HostApi(int index);

    [LibraryImport(Library, EntryPoint = "Pa_GetDefaultOutputDevice")]
    public static partial int DefaultOutput();

    [LibraryImport(Library, EntryPoint = "Pa_OpenStream")]
    public static partial int Open(out nint stream, StreamParameters* input, StreamParameters* output, double rate, CULong frames, CULong flags, delegate* unmanaged[Cdecl]<float**, float**, CULong, void*, CULong, nint, int> callback, nint argument);

    [LibraryImport(Library, EntryPoint = "Pa_GetStreamInfo")]
    public static partial StreamInfo* Info(nint stream);

    [LibraryImport(Library, EntryPoint = "Pa_StartStream")]
    public static partial int StartStream(nint stream);

    [LibraryImport(Library, EntryPoint = "Pa_AbortStream")]
    public static partial int AbortStream(nint stream);

    [LibraryImport(Library, EntryPoint = "Pa_CloseStream")]
    public static partial int CloseStream(nint stream);

    /// <summary>A message for people.</summary>
    public static string Text(int error) => Marshal.PtrToStringUTF8((nint)ErrorText(error)) ?? $"error {error}";
}
