using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using MixConsole.Engine.Backends;
using MixConsole.Platform.Native;

namespace MixConsole.Platform.PortAudio;

/// <summary>
/// The one thread that calls PortAudio (drivers of some systems insist on it) while others wait for it, with a limit. Once a call hung on a dead device
/// the library is lost for this process: everything after it would hang too.
/// </summary>
internal static unsafe class PortAudioSystem
{
    /// <summary>Patience with a start: some systems look through many cards.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(5);

    /// <summary>Patience with a stop.</summary>
    public static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(2);

    private static readonly BlockingCollection<Action> Calls = [];
    private static readonly Lock Gate = new();
    private static Thread? s_thread;
    private static bool s_named;
    private static volatile bool s_lost;

    /// <summary>True once a device died so that the library does not come back.</summary>
    public static bool IsLost => s_lost;

    /// <summary>Runs calls on the library's thread and throws what they throw; <see cref="BackendException"/> when the library is missing, lost or gets lost.</summary>
    public static void Run(Action calls)
    {
        if (!NativeLibraries.TryLoad(NativeLibraries.PortAudio, out _))
            throw new BackendException(NativeLibraries.Absence(NativeLibraries.PortAudio));
        if (!TryRun(calls, StartLimit))
            throw new BackendException("PortAudio hangs since a device was lost and cannot be used again in this process; restart the console (the JACK backend outlives its server).");
    }

    /// <summary>The same, false when the library is or gets lost.</summary>
    public static bool TryRun(Action calls, TimeSpan limit)
    {
        if (s_lost)
            return false;
        lock (Gate)
        {
            s_thread ??= StartThread();
        }

        ExceptionDispatchInfo? failure = null;
        var done = new ManualResetEventSlim();
        Calls.Add(() =>
        {
            try
            {
                calls();
            }
            catch (Exception thrown)
            {
                failure = ExceptionDispatchInfo.Capture(thrown);
            }

            done.Set();
        });
        if (!done.Wait(limit))
        {
            s_lost = true;
            return false;
        }

        failure?.Throw();
        return true;
    }

    /// <summary>On the library's thread: initializes, counted; every success wants one <see cref="Terminate"/>. The device list is a snapshot of the first initialization.</summary>
    public static void Initialize()
    {
        NameOurselves();
        int error;
        using (new QuietStandardError())
            error = PortAudioLibrary.Initialize();
        if (error != 0)
            throw new BackendException($"PortAudio does not start: {PortAudioLibrary.Text(error)}. Check the sound drivers, or run on the clock.");
    }

    /// <summary>On the library's thread.</summary>
    public static void Terminate() => _ = PortAudioLibrary.Terminate();

    private static Thread StartThread()
    {
        var thread = new Thread(() =>
        {
            foreach (Action call in Calls.GetConsumingEnumerable())
                call();
        }) { Name = "portaudio", IsBackground = true };
        thread.Start();
        return thread;
    }

    // The library keeps the pointer, so the name is never freed; it counts only before the first initialization.
    private static void NameOurselves()
    {
        if (s_named || !NativeLibraries.TryLoad(NativeLibraries.PortAudio, out nint library))
            return;
        s_named = true;
        if (NativeLibrary.TryGetExport(library, "PaJack_SetClientName", out nint setName))
            _ = ((delegate* unmanaged[Cdecl]<nint, int>)setName)(Marshal.StringToCoTaskMemUTF8("mixconsole"));
    }
}
