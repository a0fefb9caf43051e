namespace MixConsole.Storage.Sessions;

/// <summary>How a save went.</summary>
/// <param name="Error">Empty, or a sentence with the remedy; then the save before is untouched and the journal goes on.</param>
public readonly record struct SaveResult(string Error)
{
    public static SaveResult Done => new("");

    public bool IsSaved => Error.Length == 0;
}
