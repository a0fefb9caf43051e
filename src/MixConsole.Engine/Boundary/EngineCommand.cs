using MixConsole.Model.Links;

namespace MixConsole.Engine.Boundary;

/// <summary>What a command wants.</summary>
public enum EngineVerb : byte
{
    /// <summary>A value to tune.</summary>
    Change,

    Play,
    Stop,

    /// <summary>Go to song frame <see cref="EngineCommand.From"/>.</summary>
    Locate,

    /// <summary>Loop from <see cref="EngineCommand.From"/> to <see cref="EngineCommand.To"/>; equal ends for none.</summary>
    Loop,

    /// <summary>Fade the outputs out for good.</summary>
    FadeOut,
}

/// <summary>A wish on its way to the audio thread. [control] writes, [audio] reads.</summary>
public readonly record struct EngineCommand(EngineVerb Verb, EngineChange Change = default, long From = 0, long To = 0);
