using MixConsole.Engine.Tests.Backends;
using MixConsole.Platform.Native;

namespace MixConsole.Platform.Tests.Native;

public sealed class BoundedCallTests
{
    private static readonly TimeSpan Long = BlockProbe.Patience, Short = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void A_call_in_time_gives_its_result()
    {
        Assert.True(BoundedCall.TryRun("test", Long, () => "done", _ => Assert.Fail("not late"), out string? result));
        Assert.Equal("done", result);
    }

    [Fact]
    public void What_the_call_throws_comes_out() =>
        Assert.Throws<NotSupportedException>(() => BoundedCall.TryRun("test", Long, () => throw new NotSupportedException()));

    [Fact]
    public void A_call_that_hangs_is_given_up_and_its_late_result_handed_over()
    {
        using var release = new ManualResetEventSlim();
        string? late = null;
        Assert.False(BoundedCall.TryRun(
            "test",
            Short,
            () =>
            {
                release.Wait();
                return "late";
            },
            result => Volatile.Write(ref late, result),
            out string? result));
        Assert.Null(result);
        release.Set();
        Assert.True(BlockProbe.Until(() => Volatile.Read(ref late) == "late"));
    }

    [Fact]
    public void A_call_that_throws_after_it_was_given_up_harms_nobody()
    {
        using var release = new ManualResetEventSlim();
        Assert.False(BoundedCall.TryRun("test", Short, () =>
        {
            release.Wait();
            throw new NotSupportedException();
        }));
        release.Set();
    }
}

public sealed class NativeLibrariesTests
{
    [Theory]
    [InlineData(NativeLibraries.Jack)]
    [InlineData(NativeLibraries.PortAudio)]
    [InlineData(NativeLibraries.RtMidi)]
    [InlineData(NativeLibraries.SndFile)]
    public void A_library_is_there_or_its_absence_is_a_sentence(string name)
    {
        Assert.Equal(NativeLibraries.TryLoad(name, out nint library), library != 0);
        Assert.Equal(library != 0, NativeLibraries.Absence(name).Length == 0);
        Assert.StartsWith("Install ", NativeLibraries.Remedy(name), StringComparison.Ordinal);
    }

    [Fact]
    public void The_C_library_is_always_there()
    {
        Assert.True(NativeLibraries.TryLoad(NativeLibraries.C, out _));
        Assert.True(NativeLibraries.TryLoad(NativeLibraries.Math, out _));
    }
}
