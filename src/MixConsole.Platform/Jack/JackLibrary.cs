using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MixConsole.Platform.Native;

namespace MixConsole.Platform.Jack;

/// <summary>The calls of libjack that we use; names and constants as in jack/jack.h and jack/types.h. Touch only when <see cref="IsAvailable"/>.</summary>
internal static unsafe partial class JackLibrary
{
    public const int NoStartServer = 1;
    public const nuint PortIsInput = 1, PortIsOutput = 2, PortIsPhysical = 4;
    private const string Library = NativeLibraries.Jack;

    /// <summary>jack_port_get_buffer by address: no stub to compile in the first callback, no transition in any.</summary>
    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, uint, float*> PortBufferAddress;

    static JackLibrary()
    {
        NativeLibraries.Install();
        if (!IsAvailable)
            return;
        _ = NativeLibraries.TryLoad(Library, out nint library);
        PortBufferAddress = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, uint, float*>)NativeLibrary.GetExport(library, "jack_port_get_buffer");
        // The library tells its troubles on standard error; ours are in the sentences we throw.
        SetErrorFunction(&Swallow);
        SetInfoFunction(&Swallow);
    }

    public static bool IsAvailable => NativeLibraries.TryLoad(Library, out _);

    public static ReadOnlySpan<byte> AudioType => "32 bit float mono audio\0"u8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float* PortBuffer(nint port, uint frames) => PortBufferAddress(port, frames);

    [LibraryImport(Library, EntryPoint = "jack_client_open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint ClientOpen(string name, int options, out int status, nint end);

    [LibraryImport(Library, EntryPoint = "jack_client_close")]
    public static partial int ClientClose(nint client);

    [LibraryImport(Library, EntryPoint = "jack_activate")]
    public static partial int Activate(nint client);

    [LibraryImport(Library, EntryPoint = "jack_get_sample_rate")]
    public static partial uint SampleRate(nint client);

    [LibraryImport(Library, EntryPoint = "jack_get_buffer_size")]
    public static partial uint BufferSize(nint client);

    [LibraryImport(Library, EntryPoint = "jack_set_process_callback")]
    public static partial int SetProcess(nint client, delegate* unmanaged[Cdecl]<uint, nint, int> callback, nint argument);

    [LibraryImport(Library, EntryPoint = "jack_set_xrun_callback")]
    public static partial int SetXrun(nint client, delegate* unmanaged[Cdecl]<nint, int> callback, nint argument);

    [LibraryImport(Library, EntryPoint = "jack_set_freewheel_callback")]
    public static partial int SetFreewheel(nint client, delegate* unmanaged[Cdecl]<int, nint, void> callback, nint argument);

    [LibraryImport(Library, EntryPoint = "jack_on_info_shutdown")]
    public static partial void OnShutdown(nint client, delegate* unmanaged[Cdecl]<int, byte*, nint, void> callback, nint argument);

    [LibraryImport(Library, EntryPoint = "jack_port_register", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint PortRegister(nint client, string name, byte* type, CULong flags, CULong size);

    [LibraryImport(Library, EntryPoint = "jack_port_name")]
    public static partial byte* PortName(nint port);

    [LibraryImport(Library, EntryPoint = "jack_get_ports")]
    public static partial byte** Ports(nint client, byte* namePattern, byte* typePattern, CULong flags);

    [LibraryImport(Library, EntryPoint = "jack_connect")]
    public static partial int Connect(nint client, byte* source, byte* destination);

    [LibraryImport(Library, EntryPoint = "jack_free")]
    public static partial void Free(void* memory);

    [LibraryImport(Library, EntryPoint = "jack_set_error_function")]
    private static partial void SetErrorFunction(delegate* unmanaged[Cdecl]<byte*, void> callback);

    [LibraryImport(Library, EntryPoint = "jack_set_info_function")]
    private static partial void SetInfoFunction(delegate* unmanaged[Cdecl]<byte*, void> callback);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Swallow(byte* text)
    {
    }
}
