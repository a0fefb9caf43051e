namespace MixConsole.Model.Actions;

/// <summary>What the host does for the open session when a hand asks for it.</summary>
public interface ISessionActions
{
    /// <summary>
    /// Writes the session to disk; null when it is safe there, else a sentence with the remedy. Called on a pool thread, one call at a time, so the disk never holds up hands.
    /// </summary>
    string? Save();
}
