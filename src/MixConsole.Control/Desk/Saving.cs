using MixConsole.Model.Actions;
using MixConsole.Model.Parameters;

namespace MixConsole.Control.Desk;

/// <summary>
/// Saves on a pool thread, one save at a time; who asks while one runs gets the next one, since that one may miss the latest edits. Desk thread, save for the work itself.
/// </summary>
internal sealed class Saving(EventQueue queue)
{
    private readonly List<(IControlOrigin Origin, ParameterId Parameter)> waiting = [];
    private bool isRunning;

    /// <summary>Given by the host.</summary>
    public ISessionActions? Host { get; set; }

    /// <summary>What the last save said; empty where it went well.</summary>
    public string Trouble { get; private set; } = "";

    public string? Ask(in ControlEvent wish, int member)
    {
        if (Host is null) return "This console has no session folder to save to; start it with one.";
        waiting.Add((wish.Origin, wish.Parameter));
        if (!isRunning) Run(Host);
        return null;
    }

    private void Run(ISessionActions host)
    {
        isRunning = true;
        var askers = waiting.ToArray();
        waiting.Clear();
        Task.Run(() =>
        {
            var sentence = Save(host);
            var done = new Action(() => Done(host, askers, sentence));
            while (!queue.TryAsk(done) && !queue.IsClosed) Thread.Sleep(1); // a full queue empties within milliseconds
        });
    }

    private static string? Save(ISessionActions host)
    {
        try
        {
            return host.Save();
        }
        catch (Exception e)
        {
            return $"The session could not be saved: {e.Message}";
        }
    }

    private void Done(ISessionActions host, (IControlOrigin Origin, ParameterId Parameter)[] askers, string? sentence)
    {
        isRunning = false;
        Trouble = sentence ?? "";
        foreach (var (origin, parameter) in askers)
        {
            if (sentence is null) origin.Answer(parameter, 0, "saved");
            else origin.Refuse(parameter, sentence);
        }

        if (waiting.Count > 0) Run(host);
    }
}
