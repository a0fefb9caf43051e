using MixConsole.Model.Parameters;

namespace MixConsole.Model.Tests.Parameters;

public class UnitTests
{
    [Fact]
    public void Every_unit_is_written_except_none_and_counts() =>
        Assert.All(Enum.GetValues<Unit>(), u => Assert.Equal(u is Unit.None or Unit.Count, u.Symbol().Length == 0));
}
