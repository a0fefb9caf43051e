using System.Runtime.InteropServices;
using MixConsole.Platform.Native;

namespace MixConsole.Platform.Threads;

/// <summary>
/// Flush-to-zero and denormals-are-zero of the calling thread, through the C library's floating-point environment. Holds across sleeps, exceptions and collections, and is inherited by threads
/// started afterwards; printing of subnormals changes with it, so audio threads only.
/// </summary>
internal static unsafe partial class FloatingPointMode
{
    // x86-64: MXCSR bit 15 (results) and bit 6 (operands). AArch64: FPCR bit 24 does both.
    private const uint MxcsrFlush = 0x8040;
    private const uint FpcrFlush = 1u << 24;

    static FloatingPointMode() => NativeLibraries.Install();

    /// <summary>False where the C library refuses.</summary>
    public static bool Flush()
    {
        if (OperatingSystem.IsWindows())
        {
            const uint flushBoth = 0x0100_0000, denormalMask = 0x0300_0000;
            return ControlWindows(out _, flushBoth, denormalMask) == 0;
        }

        // fenv_t is at most 32 bytes on these systems; room for twice that costs nothing.
        uint* environment = stackalloc uint[16];
        if (Get(environment) != 0)
            return false;
        environment[ControlWord] |= NativeThreadEdge.IsArm ? FpcrFlush : MxcsrFlush;
        return Set(environment) == 0;
    }

    // Word of fenv_t that holds the control register. Linux (glibc and musl): MXCSR at byte 28 on x86-64, FPCR first on AArch64.
    // macOS: MXCSR at byte 4 on x86-64; two 64-bit words on AArch64, FPCR second.
    private static int ControlWord => (OperatingSystem.IsMacOS(), NativeThreadEdge.IsArm) switch
    {
        (false, false) => 7,
        (false, true) => 0,
        (true, false) => 1,
        (true, true) => 2,
    };

    [LibraryImport(NativeLibraries.Math, EntryPoint = "fegetenv")]
    private static partial int Get(uint* environment);

    [LibraryImport(NativeLibraries.Math, EntryPoint = "fesetenv")]
    private static partial int Set(uint* environment);

    [LibraryImport(NativeLibraries.C, EntryPoint = "_controlfp_s")]
    private static partial int ControlWindows(out uint current, uint value, uint mask);
}
