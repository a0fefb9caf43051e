using System.Runtime.InteropServices;
using MixConsole.Engine.Backends;

namespace MixConsole.Platform.Threads;

/// <summary>
/// The thread edge of the system we run on: real-time scheduling, flush-to-zero, absolute sleep and thread CPU time. Unknown systems get <see cref="PortableThreadEdge"/>.
/// </summary>
public sealed class NativeThreadEdge : IAudioThreadEdge
{
    private readonly IAudioThreadEdge _system;

    /// <param name="realTime">False leaves the priority alone: for offline workers and for a clock in virtual time, which would starve the machine at real-time priority.</param>
    public NativeThreadEdge(bool realTime = true) => _system = ForThisSystem(realTime);

    public string EnterAudioThread() => _system.EnterAudioThread();

    public void FlushDenormals() => _system.FlushDenormals();

    public void SleepUntil(long timestamp) => _system.SleepUntil(timestamp);

    public long ThreadCpuNanoseconds() => _system.ThreadCpuNanoseconds();

    private static IAudioThreadEdge ForThisSystem(bool realTime)
    {
        // The native structures below are written for 64 bits.
        if (!Environment.Is64BitProcess)
            return new PortableThreadEdge();
        if (OperatingSystem.IsLinux())
            return new LinuxThreadEdge(realTime);
        if (OperatingSystem.IsMacOS())
            return new MacThreadEdge(realTime);
        return OperatingSystem.IsWindows() ? new WindowsThreadEdge(realTime) : new PortableThreadEdge();
    }

    /// <summary>Whether subnormal numbers count as zero on the calling thread: asks the arithmetic itself.</summary>
    public static bool FlushesDenormals()
    {
        // Through memory, or the compiler computes it at build time with subnormals.
        float least = Volatile.Read(ref s_least);
        return least * 0.5f == 0f;
    }

    private static float s_least = 1.17549435e-38f;

    internal static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
}
