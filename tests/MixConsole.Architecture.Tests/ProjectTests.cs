namespace MixConsole.Architecture.Tests;

/// <summary>Who may know whom: the compiler enforces what these files allow, so these files are checked.</summary>
public class ProjectTests
{
    /// <summary>The console's projects and their neighbours, exactly.</summary>
    public static TheoryData<string, string[]> House => new()
    {
        { "MixConsole.Dsp", [] },
        { "MixConsole.Model", [] },
        { "MixConsole.Engine", ["MixConsole.Dsp", "MixConsole.Model"] },
        { "MixConsole.Control", ["MixConsole.Model"] },
        { "MixConsole.Storage", ["MixConsole.Dsp", "MixConsole.Model"] },
        { "MixConsole.Mastering", ["MixConsole.Dsp", "MixConsole.Engine", "MixConsole.Model", "MixConsole.Storage"] },
        { "MixConsole.Platform", ["MixConsole.Control", "MixConsole.Engine"] },
        { "MixConsole", ["MixConsole.Control", "MixConsole.Engine", "MixConsole.Mastering", "MixConsole.Platform", "MixConsole.Storage"] },
    };

    [Theory, MemberData(nameof(House))]
    public void A_project_knows_exactly_its_neighbours(string name, string[] neighbours)
    {
        var project = Repository.Projects.Single(p => p.Name == name);
        Assert.Equal(neighbours, project.References.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_house_has_no_other_rooms()
    {
        Assert.Equal(House.Select(row => (string)row[0]).Order(StringComparer.Ordinal),
            Repository.Projects.Where(p => !p.IsTest).Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Samples_and_sessions_need_no_package()
    {
        foreach (var project in Repository.Projects.Where(p => p.Name is "MixConsole.Dsp" or "MixConsole.Model"))
            Assert.Empty(project.Packages.Select(p => (string?)p.Attribute("Include")));
    }

    [Fact]
    public void Every_room_has_tests_that_know_it()
    {
        foreach (var room in Repository.Projects.Where(p => !p.IsTest && p.Name is not ("MixConsole" or "MixConsole.Mastering")))
        {
            var tests = Repository.Projects.SingleOrDefault(p => p.Name == room.Name + ".Tests");
            Assert.True(tests is not null, $"{room.Name} has no project tests/{room.Name}.Tests.");
            Assert.Contains(room.Name, tests.References);
        }
    }

    [Fact]
    public void The_solution_holds_every_room_and_its_tests()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "MixConsole.sln"));
        // Programs that tests start are built through the tests that refer to them.
        Assert.All(Repository.Projects.Where(p => !p.IsTest || p.Name.EndsWith(".Tests", StringComparison.Ordinal)), p => Assert.Contains($"\"{p.Name}\"", solution, StringComparison.Ordinal));
    }
}
