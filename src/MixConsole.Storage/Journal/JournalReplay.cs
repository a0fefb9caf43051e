using MixConsole.Model.Edits;
using MixConsole.Storage.Sessions;

namespace MixConsole.Storage.Journal;

/// <summary>
/// Reads the journals of a folder in the order of their generations, up to the first bad line. A generation that was ended by a save says so in its last line; only then its successor counts.
/// </summary>
internal sealed class JournalReplay(string folder, StripKeys keys, Problems problems)
{
    private const long Longest = 1L << 30; // bytes; a journal is some 100 bytes an edit and a save starts a new one

    /// <summary>Edits that were read, oldest first.</summary>
    public List<Edit> Edits { get; } = [];

    /// <summary>Generation that goes on: where the next edit belongs.</summary>
    public long Generation { get; private set; }

    /// <summary>Bytes of that generation's file that are whole.</summary>
    public long End { get; private set; }

    /// <summary>Whether something stands behind <see cref="End"/>, or later journals exist, that could not be replayed.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads from a generation on.</summary>
    public void Run(long from)
    {
        Generation = from;
        while (ReadOne(out var next)) Generation = next;
        var orphans = SessionFiles.Journals(folder).Where(g => g > Generation).ToList();
        if (orphans.Count == 0) return;
        IsCut = true;
        problems.Add($"{Path.GetFileName(SessionFiles.Journal(folder, Generation))} does not reach its end, so {orphans.Count} later journal(s) could not be replayed; they are kept with {SessionFiles.Bad} behind their names.");
    }

    /// <summary>Reads what is left of the journals before a generation, each for itself: nothing depends on them but undo.</summary>
    public void RunHistory(long before)
    {
        foreach (var generation in SessionFiles.Journals(folder).Where(g => g < before))
        {
            Generation = generation;
            ReadOne(out _);
        }
    }

    // True where the generation was ended and names its successor.
    private bool ReadOne(out long next)
    {
        next = 0;
        End = 0;
        var path = SessionFiles.Journal(folder, Generation);
        var name = Path.GetFileName(path);
        if (!File.Exists(path)) return false;
        byte[] bytes;
        try
        {
            if (new FileInfo(path).Length > Longest) throw new IOException("It is larger than 1 GB.");
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            IsCut = true;
            problems.Add($"{name} cannot be read: {e.Message} Edits since the last save are missing.");
            return false;
        }

        var decoder = new JournalDecoder(keys, problems, name);
        var line = 0;
        for (var rest = bytes.AsSpan(); !rest.IsEmpty; rest = bytes.AsSpan((int)End))
        {
            line++;
            var length = rest.IndexOf((byte)'\n');
            var kind = length < 0 ? JournalLine.Bad : decoder.Read(rest[..length]);
            if (kind == JournalLine.Bad)
            {
                IsCut = true;
                problems.Add($"{name} is damaged at line {line}: the {Edits.Count} edit(s) before it were replayed, what follows ({rest.Length} bytes) is kept as {name}{SessionFiles.Bad}.");
                return false;
            }

            End += length + 1;
            if (kind == JournalLine.Edit) Edits.Add(decoder.Edit);
            if (kind != JournalLine.Next || decoder.Next <= Generation) continue;
            next = decoder.Next;
            return true;
        }

        return false;
    }
}
