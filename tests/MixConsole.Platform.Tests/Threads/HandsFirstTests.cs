using MixConsole.Platform.Threads;

namespace MixConsole.Platform.Tests.Threads;

public sealed class HandsFirstTests
{
    [Fact]
    public void Threads_started_meanwhile_inherit_it_and_later_ones_do_not()
    {
        if (!OperatingSystem.IsLinux()) return;
        int meanwhile = -1, later = -1;
        Thread starter = new(() =>
        {
            using (new HandsFirst()) Run(() => meanwhile = Policy());
            Run(() => later = Policy());
        });
        starter.Start();
        starter.Join();
        Assert.Equal(LinuxThreads.Normal, later);
        Assert.True(meanwhile is LinuxThreads.RoundRobin or LinuxThreads.Normal); // normal where the system does not allow it
    }

    private static int Policy() => LinuxThreads.GetScheduler(LinuxThreads.Self(), out int policy, out _) == 0 ? policy : -1;

    private static void Run(ThreadStart work)
    {
        Thread thread = new(work);
        thread.Start();
        thread.Join();
    }
}
