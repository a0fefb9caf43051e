using MixConsole.Model.Actions;
using MixConsole.Model.Edits;
using MixConsole.Model.Links;
using MixConsole.Model.Parameters;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;

namespace MixConsole.Control.Desk;

/// <summary>
/// The one thread that owns the session: wishes of all hands come in as one stream, and what was committed goes to the engine, to every listener and into the journal.
/// <see cref="Start"/> runs it on its own thread; a test pumps it with <see cref="RunOnce"/> instead.
/// </summary>
public sealed class Desk : IDesk, IDisposable
{
    /// <summary>Wishes that fit while the desk is busy: more than a second of every fader of a large surface moving at once.</summary>
    public const int QueueLength = 16_384;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1.0 / 60);

    private static readonly TimeSpan StatusTick = TimeSpan.FromSeconds(0.1);

    private readonly Session session;
    private readonly IEngineLink engine;
    private readonly TimeProvider time;
    private readonly EventQueue queue = new(QueueLength);
    private readonly EventQueue.Slot[] taken = new EventQueue.Slot[256];
    private readonly Listeners listeners = new();
    private readonly Hands hands;
    private readonly HeardMix mix;
    private readonly Batch batch;
    private readonly DeskActions actions;
    private readonly Saving saving;
    private readonly Wishes wishes;
    private readonly Reports reports;
    private readonly MeterFrame meters;
    private readonly Commit[] chunk = new Commit[512];
    private readonly ParameterId[] readable;
    private Thread? thread;
    private volatile bool isEnding;
    private bool isOpen;
    private bool isBatchOpen;
    private long lastTick;
    private long lastStatus;
    private bool hasTicked;
    private string trouble = "";

    /// <param name="tree">The console's tree.</param>
    /// <param name="session">What is mixed; the desk owns it from now on.</param>
    /// <param name="engine">What sounds.</param>
    /// <param name="journal">Where edits are safe.</param>
    /// <param name="time">Clock of gestures and ticks.</param>
    public Desk(ParameterTree tree, Session session, IEngineLink engine, IJournal journal, TimeProvider time)
    {
        Tree = tree;
        this.session = session;
        this.engine = engine;
        this.time = time;
        hands = new(time);
        mix = new(tree, session.Set);
        batch = new(tree, session.Set, mix, engine, journal, listeners);
        actions = new(tree, session, engine, batch);
        saving = new(queue);
        actions.On(SessionCatalog.Save, saving.Ask);
        wishes = new(tree, session.Set, batch, hands, listeners, actions, engine);
        reports = new(session, engine, journal, batch, actions);
        meters = new(tree.StripCount);
        readable = [.. tree.Ids().Where(id => tree.Spec(id)!.Kind is not ParameterKind.Action)];
    }

    /// <inheritdoc/>
    public ParameterTree Tree { get; }

    /// <summary>What is heard of every parameter. Numbers may be read from any thread.</summary>
    public ParameterValues Heard => mix.Heard;

    /// <summary>The latest edits. Desk thread only.</summary>
    public EditRing Edits => batch.Edits;

    /// <summary>Who saves; given by the host before the desk starts.</summary>
    public ISessionActions? SessionActions
    {
        get => saving.Host;
        set => saving.Host = value;
    }

    /// <summary>Why a strip is muted. Any thread.</summary>
    public HeardCause Causes(int strip) => mix.Causes(strip);

    /// <summary>Says who carries out an action of the tree. Before the desk starts.</summary>
    public void On(ParameterSpec action, ActionHandler handler) => actions.On(action, handler);

    /// <summary>
    /// Gives the session to the engine. Answers one sentence for each file that could not be opened; they stand in the session's report too. Before the desk starts; it is done at start otherwise.
    /// </summary>
    public IReadOnlyList<string> Open()
    {
        if (isOpen) return [];
        isOpen = true;
        mix.Settle([], 0, 0);
        var missing = engine.Load(session, mix.Heard);
        batch.SendLoop(session.Rate);
        if (missing.Count > 0) batch.Publish(ConsoleCatalog.Session.Id(SessionCatalog.Report), 0, string.Join(' ', missing));
        reports.Session();
        reports.Status();
        batch.End(session.Rate);
        return missing;
    }

    /// <summary>Runs the desk on its own thread until <see cref="Dispose"/>.</summary>
    public void Start()
    {
        Open();
        thread = new(Run) { Name = "desk", IsBackground = true };
        thread.Start();
    }

    /// <summary>Carries out all that is queued, and a tick where one is due. For tests that pump the desk, in place of <see cref="Start"/>.</summary>
    public void RunOnce()
    {
        Open();
        for (var count = queue.Take(taken); count > 0; count = queue.Take(taken))
        {
            for (var i = 0; i < count; i++) Carry(ref taken[i], i == count - 1);
            TickIfDue();
        }

        TickIfDue();
    }

    /// <inheritdoc/>
    public bool Post(ReadOnlySpan<ControlEvent> events) => queue.TryPost(events);

    /// <inheritdoc/>
    public void Attach(IDeskListener listener) => listeners.Add(listener);

    /// <inheritdoc/>
    public void Detach(IDeskListener listener) => listeners.Remove(listener);

    /// <inheritdoc/>
    public void ReadState(IDeskListener listener) => Ask(() => SendState(listener));

    /// <inheritdoc/>
    public string HeldBy(ParameterId parameter) => hands.HeldBy(parameter);

    /// <inheritdoc/>
    public long FrameAt(long timestamp) => engine.FrameAt(timestamp);

    /// <summary>
    /// Says a value of the console itself, as of a counter that the desk does not know. Any thread; only for read-only parameters. False when the queue is full: say it again later.
    /// </summary>
    public bool Publish(ParameterId parameter, double number, string? text)
    {
        if (Tree.Spec(parameter) is not { } spec || !spec.Has(Traits.ReadOnly))
            throw new ArgumentException($"{Tree.Address(parameter)} is set by hands; the console itself writes only read-only parameters.", nameof(parameter));
        return queue.TryPublish(parameter, number, text);
    }

    /// <summary>
    /// Copies all set values and the tracks, as they are between two batches, while the sound goes on. Any thread; waits for the desk.
    /// Answers the count of edits that the copy holds, for <see cref="Saved"/>.
    /// </summary>
    public long Capture(ParameterValues into, List<Track> tracks) => Capture(() => CopyState(into, tracks));

    /// <summary>
    /// Lets somebody else copy the session, between two batches, while the sound goes on. Any thread; waits for the desk.
    /// Answers the count of edits that the copy holds, for <see cref="Saved"/>.
    /// </summary>
    public long Capture(Action copy)
    {
        if (thread is null || thread == Thread.CurrentThread) return Copied();
        var edits = 0L;
        Exception? failure = null;
        using var done = new ManualResetEventSlim();
        if (Ask(() =>
        {
            try
            {
                edits = Copied();
            }
            catch (Exception e)
            {
                failure = e; // belongs to who asked
            }

            done.Set();
        }))
        {
            done.Wait();
            return failure is null ? edits : throw new InvalidOperationException(failure.Message, failure);
        }

        thread.Join(); // the desk has ended: nobody else touches the session
        return Copied();

        long Copied()
        {
            copy();
            return batch.Edits.Next;
        }
    }

    /// <summary>Notes that a copy from <see cref="Capture"/> is on disk. Any thread.</summary>
    public void Saved(long edits) => Ask(() => reports.Saved = Math.Max(reports.Saved, edits));

    /// <summary>Carries out what is queued and ends the thread.</summary>
    public void Dispose()
    {
        isEnding = true;
        queue.Close();
        thread?.Join();
    }

    private void Run()
    {
        while (!isEnding)
        {
            RunOnce();
            var rest = Tick - time.GetElapsedTime(lastTick);
            if (rest > TimeSpan.Zero) queue.Wait(rest);
        }

        RunOnce();
    }

    /// <summary>Queues work; a full queue empties within milliseconds. False when the desk has ended.</summary>
    private bool Ask(Action request)
    {
        while (!queue.TryAsk(request))
        {
            if (queue.IsClosed) return false;
            if (thread is null || thread == Thread.CurrentThread) // nobody else would empty it
            {
                request();
                return true;
            }

            Thread.Sleep(1);
        }

        return true;
    }

    private void Carry(ref EventQueue.Slot slot, bool isLast)
    {
        try
        {
            if (slot.Request is not null)
            {
                End(); // whoever reads the state reads what is settled
                slot.Request();
            }
            else if (slot.IsPublished) batch.Publish(slot.Wish.Parameter, slot.Wish.Number, slot.Wish.Text);
            else wishes.Carry(slot.Wish);
        }
        catch (Exception e)
        {
            trouble = $"A wish could not be carried out: {e.Message}"; // a hand that throws must not end the others
        }

        isBatchOpen = !slot.EndsBatch;
        slot = default;
        if (isBatchOpen) return;

        // A new plan takes some 100 ms: what queued up meanwhile joins it, or a script that routes sixty strips would hold up every hand for seconds.
        if (batch.IsRouting && !isLast) batch.Join();
        else End();
    }

    private void End()
    {
        try
        {
            batch.End(session.Rate);
        }
        catch (Exception e)
        {
            trouble = $"A change could not be carried to the engine: {e.Message}";
        }
    }

    private void TickIfDue()
    {
        if (isBatchOpen || (hasTicked && time.GetElapsedTime(lastTick) < Tick)) return;
        lastTick = time.GetTimestamp();
        try
        {
            Say();
        }
        catch (Exception e)
        {
            trouble = $"The engine does not answer: {e.Message}";
        }

        hasTicked = true;
        End();
        listeners.Metered(engine, meters);
    }

    private void Say()
    {
        batch.SendLate();
        foreach (var free in hands.Expire()) listeners.Held(free, "");
        reports.Transport();
        if (!hasTicked || time.GetElapsedTime(lastStatus) >= StatusTick)
        {
            lastStatus = lastTick;
            hands.Forget();
            reports.Session();
            reports.Status();
            reports.Trouble(saving.Trouble, trouble.Length > 0 ? trouble : listeners.Trouble);
        }

    }

    private void SendState(IDeskListener listener)
    {
        var count = 0;
        foreach (var id in readable)
        {
            chunk[count++] = new(id, session.Set[id], Tree.Spec(id)!.Kind is ParameterKind.Text ? session.Set.Text(id) : null, null);
            if (count < chunk.Length) continue;
            listeners.Committed(listener, chunk);
            count = 0;
        }

        if (count > 0) listeners.Committed(listener, chunk.AsSpan(0, count));
    }

    private void CopyState(ParameterValues into, List<Track> tracks)
    {
        into.CopyFrom(session.Set);
        tracks.Clear();
        tracks.AddRange(session.Tracks);
    }
}
