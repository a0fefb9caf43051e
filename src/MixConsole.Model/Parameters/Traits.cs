namespace MixConsole.Model.Parameters;

/// <summary>What may happen to a parameter.</summary>
[Flags]
public enum Traits
{
    None = 0,

    /// <summary>May have an automation lane.</summary>
    Automatable = 1,

    /// <summary>Scenes store and recall it.</summary>
    Recallable = 2,

    /// <summary>Its edits are undo steps.</summary>
    Undoable = 4,

    /// <summary>The session file stores it when it differs from its default.</summary>
    Persisted = 8,

    /// <summary>Only the console itself writes it.</summary>
    ReadOnly = 16,

    /// <summary>An action: it does something and keeps no value.</summary>
    Momentary = 32,

    /// <summary>A change compiles a new render plan (routing, latency), instead of ramping a value.</summary>
    Structural = 64,

    /// <summary>What a mix consists of.</summary>
    Mix = Automatable | Recallable | Undoable | Persisted,

    /// <summary>How the console is set up: stored and undone, not automated.</summary>
    Setup = Recallable | Undoable | Persisted,

    /// <summary>Setup that changes the render plan.</summary>
    Routing = Setup | Structural,
}
