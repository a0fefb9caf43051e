using System.Diagnostics;
using MixConsole.Engine.Backends;

namespace MixConsole.Engine.Tests.Backends;

/// <summary>A renderer that watches its backend: threads, sizes, allocation between blocks.</summary>
public sealed unsafe class BlockProbe : IBlockRenderer
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const int SettlingBlocks = 20;
    private int _inside;
    private long _allocatedAt;

    public long Blocks;
    public long Samples;
    public int Enters;
    public int EnterThread;
    public int StrayBlocks;
    public int OverlappingBlocks;
    public int LeastFrames = int.MaxValue;
    public int MostFrames;
    public int LastFrames;
    public int Inputs;
    public int Outputs;
    public long Allocated;

    /// <summary>Added to every output sample, so that what is heard can be told from silence.</summary>
    public float Level { get; init; }

    /// <summary>Runs at the end of every block.</summary>
    public Action? EachBlock { get; init; }

    public void Enter()
    {
        Enters++;
        EnterThread = Environment.CurrentManagedThreadId;
    }

    public void Render(in RenderBlock block)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        if (Blocks > SettlingBlocks)
            Allocated += allocated - _allocatedAt;
        if (Interlocked.Exchange(ref _inside, 1) != 0)
            OverlappingBlocks++;
        if (Environment.CurrentManagedThreadId != EnterThread)
            StrayBlocks++;
        LeastFrames = Math.Min(LeastFrames, block.Frames);
        MostFrames = Math.Max(MostFrames, block.Frames);
        LastFrames = block.Frames;
        (Inputs, Outputs) = (block.InputCount, block.OutputCount);
        float sum = 0;
        for (int channel = 0; channel < block.InputCount; channel++)
        {
            foreach (float sample in new ReadOnlySpan<float>(block.Inputs[channel], block.Frames))
                sum += sample;
        }

        for (int channel = 0; channel < block.OutputCount; channel++)
            new Span<float>(block.Outputs[channel], block.Frames).Fill(Level + sum);
        Volatile.Write(ref Samples, Samples + block.Frames);
        Volatile.Write(ref Blocks, Blocks + 1);
        EachBlock?.Invoke();
        Volatile.Write(ref _inside, 0);
        _allocatedAt = GC.GetAllocatedBytesForCurrentThread();
    }

    /// <summary>Waits until <paramref name="blocks"/> have come since the start; false when they do not come.</summary>
    public bool Await(long blocks) => Until(() => Volatile.Read(ref Blocks) >= blocks);

    public static bool Until(Func<bool> condition, TimeSpan? patience = null)
    {
        long from = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(from) > (patience ?? Patience))
                return false;
            Thread.Sleep(2);
        }

        return true;
    }
}
