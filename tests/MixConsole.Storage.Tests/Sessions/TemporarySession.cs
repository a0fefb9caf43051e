using MixConsole.Model.Edits;
using MixConsole.Model.Parameters;
using MixConsole.Storage.Sessions;

namespace MixConsole.Storage.Tests.Sessions;

/// <summary>A place for a session folder that vanishes with the test.</summary>
public sealed class TemporarySession : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("mixconsole-").FullName;

    public string Folder => Path.Combine(root, "Song" + SessionFiles.Extension);

    public string Current => Path.Combine(Folder, SessionFiles.Current);

    public string Previous => Path.Combine(Folder, SessionFiles.Previous);

    public string Journal(long generation) => SessionFiles.Journal(Folder, generation);

    public void Dispose() => Directory.Delete(root, recursive: true);
}

/// <summary>Values that a hand could have set.</summary>
internal static class RandomValue
{
    private static readonly string[] Texts = ["", "Vox", "Größe ♪", "\"quoted\"\\", "line\nbreak\u0000\u2028", "🎚", "<b>&'+"];

    public static void Set(ParameterValues values, ParameterId id, Random random)
    {
        var spec = values.Tree.Spec(id)!;
        if (spec.Kind == ParameterKind.Text) values.SetText(id, Texts[random.Next(Texts.Length)]);
        else values[id] = spec.Clamp(random.Next(4) == 0 ? spec.Law.ToPlain(random.Next(2)) : spec.Law.ToPlain(random.NextDouble()));
    }

    public static Edit Edit(ParameterValues values, ParameterId id, Random random, string author = "tablet 2", long gesture = 0, long frame = 0)
    {
        var text = values.Tree.Spec(id)!.Kind == ParameterKind.Text;
        var (before, textBefore) = (values[id], text ? values.Text(id) : null);
        Set(values, id, random);
        return new(id, before, values[id], textBefore, text ? values.Text(id) : null, author, gesture, frame);
    }
}

internal static class Same
{
    public static bool Values(ParameterValues expected, ParameterValues found, bool assert = true)
    {
        foreach (var id in expected.Tree.Ids())
        {
            var same = expected[id].Equals(found[id]) && expected.Text(id) == found.Text(id);
            if (!same && assert) Assert.Fail($"{expected.Tree.Address(id)}: expected {expected[id]:R} \"{expected.Text(id)}\", found {found[id]:R} \"{found.Text(id)}\"");
            if (!same) return false;
        }

        return true;
    }
}
