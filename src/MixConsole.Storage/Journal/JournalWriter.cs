using MixConsole.Model.Edits;
using MixConsole.Model.Parameters;
using MixConsole.Storage.Sessions;

namespace MixConsole.Storage.Journal;

/// <summary>
/// Keeps every edit between saves. <see cref="Append"/> only encodes into memory; a thread of its own hands the bytes to the system at least every 50 ms, where they outlive the process.
/// A disk that is full or gone shows in <see cref="Trouble"/>, edits wait in memory, and the journal goes on by itself when there is space again.
/// </summary>
public sealed class JournalWriter : IJournal, IDisposable
{
    private const int Gather = 50; // ms between writes: a quarter of what a crash may cost, so one late wake-up does no harm
    private const int Retry = 500; // ms between attempts while the disk refuses

    private readonly Lock gate = new();
    private readonly StripKeys keys;
    private readonly JournalEncoder encoder = new();
    private readonly Dictionary<int, string> strips = []; // by the first id of a member: what files call it, known to this generation
    private readonly JournalQueue queue;
    private readonly JournalFile file;
    private readonly AutoResetEvent wake = new(false);
    private readonly ManualResetEvent closing = new(false);
    private readonly Thread thread;
    private JournalQueue.Piece? stuck;
    private volatile string trouble = "";
    private long taken, written, lost, unsaved;
    private long lostAtRotate, unsavedAtRotate;

    /// <param name="folder">Session folder.</param>
    /// <param name="keys">Keys of the strips; new ones are made here.</param>
    /// <param name="generation">Generation whose journal goes on.</param>
    /// <param name="end">Bytes of it that are there already.</param>
    /// <param name="unsaved">Edits since the last save that are there already.</param>
    /// <param name="sync">Brings new file names to the disk.</param>
    public JournalWriter(string folder, StripKeys keys, long generation, long end = 0, long unsaved = 0, IFolderSync? sync = null)
    {
        this.keys = keys;
        this.unsaved = unsaved;
        Generation = generation;
        queue = new(generation);
        file = new(folder, sync ?? NoFolderSync.Instance, generation, end);
        thread = new Thread(Run) { IsBackground = true, Name = "journal" };
        thread.Start();
    }

    /// <summary>Generation that edits are appended to.</summary>
    public long Generation { get; private set; }

    /// <summary>Edits since the last save that succeeded. Any thread.</summary>
    public long Unsaved => Volatile.Read(ref unsaved);

    /// <summary>Edits that found no room while the disk refused: only a save keeps them. Any thread.</summary>
    public long Lost => Volatile.Read(ref lost);

    public string Trouble => trouble;

    /// <summary>Appends an edit of a persisted parameter; others are passed over, for no file keeps them. Desk thread; never waits for the disk, makes no garbage.</summary>
    public void Append(in Edit edit)
    {
        var place = keys.Tree.Locate(edit.Parameter);
        if (place.Spec is not { } spec || !spec.Has(Traits.Persisted)) return;
        lock (gate)
        {
            unsaved++;
            if (queue.IsFull)
            {
                lost++;
                return;
            }

            var wasEmpty = queue.IsEmpty;
            Add(encoder.Edit(edit, Strip(place.Family, place.Member), spec));
            if (wasEmpty) wake.Set();
        }
    }

    /// <summary>
    /// Ends the generation: edits from now on belong to the returned one. Call it on the desk thread together with the copy of the values, with no edit between.
    /// </summary>
    public long Rotate()
    {
        lock (gate)
        {
            var wasEmpty = queue.IsEmpty;
            Generation++;
            Add(encoder.Next(Generation));
            queue.Seal(Generation);
            strips.Clear(); // each journal names its keys anew: it must be readable without a save that may yet fail
            unsavedAtRotate = unsaved;
            lostAtRotate = lost;
            if (wasEmpty) wake.Set();
            return Generation;
        }
    }

    /// <summary>The save that belongs to the last <see cref="Rotate"/> is on the disk. Any thread.</summary>
    public void Saved()
    {
        lock (gate)
        {
            unsaved -= unsavedAtRotate;
            lost -= lostAtRotate;
            unsavedAtRotate = lostAtRotate = 0;
        }
    }

    /// <summary>Waits until all that was appended has reached the system. False after the time-out.</summary>
    public bool Flush(TimeSpan timeout)
    {
        var until = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        var all = Volatile.Read(ref taken);
        wake.Set();
        var spin = default(SpinWait);
        while (Volatile.Read(ref written) < all)
        {
            if (Environment.TickCount64 >= until) return false;
            spin.SpinOnce(sleep1Threshold: 0);
        }

        return true;
    }

    /// <summary>Writes what waits, once, and ends.</summary>
    public void Dispose()
    {
        closing.Set();
        thread.Join();
        encoder.Dispose();
        wake.Dispose();
        closing.Dispose();
    }

    private void Add(ReadOnlySpan<byte> line)
    {
        queue.Append(line);
        taken += line.Length;
    }

    private string Strip(Family family, int member)
    {
        var first = family.Base + (member * family.Layout.Size);
        if (strips.TryGetValue(first, out var name)) return name;
        var place = StripKeys.Place(family, member);
        name = StripKeys.Has(family) ? keys.Ensure(family, member) : place;
        if (name != place) Add(encoder.Key(name, place));
        return strips[first] = name;
    }

    private void Run()
    {
        WaitHandle[] either = [closing, wake];
        var open = true;
        while (open)
        {
            open = WaitHandle.WaitAny(either, trouble.Length > 0 ? Retry : Timeout.Infinite) != 0;
            WriteAll();
            if (open) open = !closing.WaitOne(Gather);
        }

        WriteAll();
        try
        {
            file.Dispose();
        }
        catch (Exception e)
        {
            trouble = Sentence(e);
        }
    }

    private void WriteAll()
    {
        try
        {
            while (true)
            {
                if (stuck is null)
                {
                    lock (gate) stuck = queue.Take();
                }

                if (stuck is null) break;
                file.Write(stuck);
                Volatile.Write(ref written, written + stuck.Length);
                lock (gate) queue.Return(stuck);
                stuck = null;
            }

            trouble = Lost == 0 ? "" : $"{Lost} edits found no room while the disk was full. Save the session: a save keeps them.";
        }
        catch (Exception e)
        {
            trouble = Sentence(e); // whatever it is: the console goes on, and the next attempt may succeed
        }
    }

    private string Sentence(Exception e) =>
        $"{Path.GetFileName(file.FilePath)} cannot be written: {e.Message} Edits wait in memory; free space on the disk, or make the session folder writable, and they are written by themselves.";
}
