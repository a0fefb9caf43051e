namespace MixConsole.Storage.Sessions;

/// <summary>What could not be opened, a sentence each; a file that is wrong throughout is not allowed to fill the memory with sentences.</summary>
internal sealed class Problems
{
    private const int Most = 200;
    private readonly List<string> sentences = [];
    private int more;

    public int Count => sentences.Count + more;

    public void Add(string sentence)
    {
        if (sentences.Count < Most) sentences.Add(sentence);
        else more++;
    }

    public IReadOnlyList<string> Sentences => more == 0 ? [.. sentences] : [.. sentences, $"{more} more problems of the same kind are not listed."];
}
