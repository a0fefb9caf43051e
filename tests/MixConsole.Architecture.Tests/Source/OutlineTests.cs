namespace MixConsole.Architecture.Tests.Source;

public class OutlineTests
{
    [Fact]
    public void Types_are_found_with_their_comments()
    {
        const string source = """
            namespace A;
            /// <summary>One.</summary>
            [Flags, Other(typeof(int[]))]
            public sealed class One { public int X; public class Inner; void M(List<int> x) where T : class { } }
            public readonly record struct Two(int A);
            /// <summary>Three.</summary>
            public delegate Span<int> Three(int a);
            internal enum Four { A }
            """;

        Assert.Equal(
            [("One", true, true), ("Inner", true, false), ("Two", true, false), ("Three", true, true), ("Four", false, false)],
            Outline.Declarations(Lexer.Read(source)).Select(d => (d.Name, d.IsPublic, d.Documented)));
    }
}
