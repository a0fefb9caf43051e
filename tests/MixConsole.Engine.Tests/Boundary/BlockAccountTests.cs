using MixConsole.Engine.Backends;
using MixConsole.Engine.Boundary;

namespace MixConsole.Engine.Tests.Boundary;

public sealed class BlockAccountTests
{
    [Fact]
    public void Collections_of_others_are_not_booked_as_allocation_and_real_allocation_is()
    {
        long calm = -1, busy = -1;
        object? kept = null;
        var thread = new Thread(() =>
        {
            kept = new byte[100]; // reserves more than it uses
            var account = new BlockAccount(new PortableThreadEdge());
            account.Enter();
            for (var block = 0; block < 100; block++)
            {
                account.Begin();
                if (block % 10 == 5) GC.Collect();
                account.End(64, 48_000, false);
            }

            calm = account.Allocated;
            for (var block = 0; block < 100; block++)
            {
                account.Begin();
                kept = new byte[1000];
                account.End(64, 48_000, false);
            }

            busy = account.Allocated;
        });
        thread.Start();
        thread.Join();
        Assert.Equal(0, calm);
        Assert.InRange(busy, 50_000, 110_000);
        Assert.NotNull(kept);
    }
}
