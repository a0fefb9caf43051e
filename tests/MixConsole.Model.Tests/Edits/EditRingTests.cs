using MixConsole.Model.Edits;
using MixConsole.Model.Parameters;

namespace MixConsole.Model.Tests.Edits;

public class EditRingTests
{
    [Fact]
    public void The_latest_edits_are_kept_by_number_and_the_oldest_fall_out()
    {
        var ring = new EditRing(4);
        Assert.Equal((0L, 0L), (ring.First, ring.Next));
        for (var i = 0; i < 6; i++) ring.Add(Numbered(i));
        Assert.Equal((2L, 6L), (ring.First, ring.Next));
        for (var i = 2; i < 6; i++) Assert.Equal(i, ring[i].After);
        Assert.Throws<ArgumentOutOfRangeException>(() => ring[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => ring[6]);
    }

    [Fact]
    public void Keeping_an_edit_allocates_nothing()
    {
        var ring = new EditRing(4);
        var edit = Numbered(1);
        ring.Add(edit);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++) ring.Add(edit);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Edit Numbered(int number) => new(new ParameterId(1), 0, number, null, null, "Anna", 1, 0);
}
