using MixConsole.Control.Desk;
using MixConsole.Model.Actions;
using MixConsole.Storage.Sessions;

namespace MixConsole.Hosting;

/// <summary>Saves the open session while it is mixed: copied by the desk between two edits, written elsewhere.</summary>
public sealed class SessionSaver(OpenedSession opened, Desk desk) : ISessionActions
{
    private readonly Lock gate = new();
    private long lastAttempt = Environment.TickCount64;

    /// <inheritdoc/>
    public string? Save()
    {
        lock (gate)
        {
            lastAttempt = Environment.TickCount64;
            var taken = false;
            var edits = desk.Capture(() => taken = opened.TryTakeSnapshot());
            if (!taken) return "A save is already on its way; try again in a moment.";
            var result = opened.WriteSnapshot();
            if (result.IsSaved) desk.Saved(edits);
            return result.IsSaved ? null : result.Error;
        }
    }

    /// <summary>Saves where there is something to save.</summary>
    public string? SaveChanges() => opened.Journal.Unsaved > 0 || opened.Journal.Lost > 0 ? Save() : null;

    /// <summary>Saves where it is time to.</summary>
    public string? SaveIfDue(Autosave rule) =>
        rule.IsDue(opened.Journal.Unsaved, opened.Journal.Lost, TimeSpan.FromMilliseconds(Environment.TickCount64 - lastAttempt)) ? Save() : null;
}
