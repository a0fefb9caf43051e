using MixConsole.Engine.Backends;
using MixConsole.Engine.Plan;

namespace MixConsole.Engine.Render;

/// <summary>
/// More hands for a rendering that nobody waits for: the strips of a level are worked side by side, in groups of banks; sums stay with the caller, so the bits do not depend on the hands.
/// Not for devices: on two cores a second thread makes the worst block several times worse.
/// </summary>
internal sealed class RenderTeam : IDisposable
{
    private readonly StripWork[] _works;
    private readonly Thread[] _threads;
    private readonly PlanBank[] _banks = new PlanBank[512]; // more than 256 stereo strips and all buses fill
    private readonly int[] _ends = new int[512]; // end of each group in the banks
    private int _groups;
    private RenderPlan? _plan;
    private int _frames;
    private int _round;
    private int _busy;
    private volatile bool _stop;

    /// <param name="threads">Hands, the caller's among them.</param>
    /// <param name="rate">Frames per second.</param>
    /// <param name="edge">Sets the floating-point mode of the hands: the same bits need the same mode.</param>
    public RenderTeam(int threads, int rate, IAudioThreadEdge edge)
    {
        _works = [.. Enumerable.Range(0, threads).Select(_ => new StripWork(rate))];
        _threads = [.. Enumerable.Range(1, threads - 1).Select(hand => new Thread(() => Work(hand, edge)) { Name = $"render {hand}", IsBackground = true })];
        foreach (var thread in _threads) thread.Start();
    }

    /// <summary>Begins a level.</summary>
    public void Clear() => _groups = 0;

    /// <summary>Adds a group of banks whose inputs are loaded.</summary>
    public void Add(StripWork group)
    {
        var first = Count;
        for (var b = 0; b < group.Count; b++) _banks[first + b] = group[b];
        _ends[_groups++] = first + group.Count;
    }

    /// <summary>Works all groups; returns when every strip is done.</summary>
    public void Process(RenderPlan plan, int frames)
    {
        (_plan, _frames) = (plan, frames);
        Volatile.Write(ref _busy, _threads.Length);
        Interlocked.Increment(ref _round);
        Share(0);
        var wait = new SpinWait();
        while (Volatile.Read(ref _busy) > 0) wait.SpinOnce(-1);
    }

    /// <summary>Banks of the level in order.</summary>
    public int Count => _groups == 0 ? 0 : _ends[_groups - 1];

    public PlanBank this[int index] => _banks[index];

    public void Dispose()
    {
        _stop = true;
        foreach (var thread in _threads) thread.Join();
        foreach (var work in _works) work.Dispose();
    }

    private void Share(int hand)
    {
        for (var g = hand; g < _groups; g += _works.Length)
        {
            var work = _works[hand];
            work.Clear();
            for (var b = g == 0 ? 0 : _ends[g - 1]; b < _ends[g]; b++) work.Add(_banks[b]);
            work.Process(_plan!, _frames);
        }
    }

    private void Work(int hand, IAudioThreadEdge edge)
    {
        edge.FlushDenormals();
        var seen = 0;
        var wait = new SpinWait();
        while (!_stop)
        {
            if (Volatile.Read(ref _round) == seen)
            {
                wait.SpinOnce(-1);
                continue;
            }

            seen++;
            Share(hand);
            Interlocked.Decrement(ref _busy);
            wait.Reset();
        }
    }
}
