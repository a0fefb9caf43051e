namespace MixConsole.Architecture.Tests.Il;

/// <summary>The audio thread allocates nothing, locks nothing, waits for nothing and throws nothing.</summary>
public class RealTimeTests
{
    [Fact]
    public void Nothing_reached_from_a_method_marked_real_time_offends()
    {
        using var console = Assemblies.Console;
        var violations = new RealTimeWalker(console).Walk();
        Assert.True(violations.Count == 0,
            $"{violations.Count} offences on the audio thread. Move the work to a constructor or the control thread, or take a struct, a span or a preallocated buffer:\n  "
            + string.Join("\n  ", violations));
    }
}
