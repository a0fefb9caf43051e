namespace MixConsole.EndToEnd.Tests;

/// <summary>A fresh machine: an empty data folder, which goes away at the end.</summary>
internal sealed class Place : IDisposable
{
    public Place() => Directory.CreateDirectory(Data);

    /// <summary>What XDG_DATA_HOME says.</summary>
    public string Data { get; } = Path.Combine(Path.GetTempPath(), "mixconsole-" + Guid.NewGuid().ToString("n"));

    public string this[string name] => Path.Combine(Data, name);

    /// <summary>Makes a session of stems with the executable.</summary>
    public string Session(params (string Name, Wav Audio)[] stems)
    {
        Directory.CreateDirectory(this["stems"]);
        foreach (var (name, audio) in stems) audio.Write(Path.Combine(this["stems"], name + ".wav"));
        var session = this["Song.mixsession"];
        var made = Tool.Run(Data, "new", session, "--stems", this["stems"]);
        Assert.Equal(("", 0), (made.Err, made.Code));
        return session;
    }

    /// <summary>Renders with the executable.</summary>
    public Ended Render(string session, string file, params string[] more)
    {
        var ended = Tool.Run(Data, ["render", session, "--out", this[file], .. more]);
        Assert.Equal(("", 0), (ended.Err, ended.Code));
        return ended;
    }

    /// <summary>Renders every strip alone, and answers them in order.</summary>
    public Wav[] Stems(string session)
    {
        Render(session, "Mix.wav", "--bits", "32f", "--stems");
        return [.. Directory.GetFiles(this["Mix"]).OrderBy(f => int.Parse(Path.GetFileName(f).Split(' ')[0])).Select(Wav.Read)];
    }

    /// <summary>Sets values on a running console, which keeps them when it ends.</summary>
    public void Set(string session, params (string Address, object Value)[] values)
    {
        using RunningConsole console = new(Data, "run", session, "--http", "off", "--osc", "0");
        using RawOsc osc = new(console.Osc);
        osc.Set(values);
        Assert.Equal(new Ended(0, "", ""), console.Stop());
    }

    public void Dispose() => Directory.Delete(Data, recursive: true);
}
