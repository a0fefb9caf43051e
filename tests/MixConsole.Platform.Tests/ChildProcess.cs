using MixConsole.Platform.Tests.PortAudio;
using MixConsole.Platform.Tests.Threads;

namespace MixConsole.Platform.Tests;

/// <summary>Entry for tests of what a process does not survive or cannot do to itself: the test assembly is run as a program.</summary>
internal static class ChildProcess
{
    private static int Main(string[] arguments) => arguments switch
    {
        [PortAudioDeath.Command] => PortAudioDeath.Run(),
        [StandStill.Command] => StandStill.Run(),
        _ => 1,
    };
}
