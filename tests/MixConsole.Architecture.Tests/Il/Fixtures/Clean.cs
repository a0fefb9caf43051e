using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Architecture.Tests.Il.Fixtures;

/// <summary>What audio code looks like; nothing here may be reported.</summary>
[RealTime]
internal sealed class Clean : Clean.IStage
{
    private static readonly float[] Table = [1, 2, 3];
    private readonly float[] rows = new float[64]; // constructors run on the slow side
    private readonly Action later = () => GC.Collect();
    private long counter;

    internal interface IStage
    {
        void Process(Span<float> block);
    }

    internal interface IShape
    {
        static abstract float Apply(float x);
    }

    internal float Gain { get; set; } = 1;

    public void Process(Span<float> block)
    {
        Span<float> scratch = stackalloc float[8];
        ReadOnlySpan<byte> constants = [1, 2, 3];
        ReadOnlySpan<float> floats = [1, 2, 3];
        foreach (ref var x in block) x = Shape<Cube>(x) * Gain + scratch[0] + constants[0] + floats[1];
        foreach (var row in rows) block[0] += row;
        var wide = Vector256.Create(1f) * Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(block));
        block[0] = Vector256.Sum(Vector256.MultiplyAddEstimate(wide, wide, wide)) + Table[1];
        block.Clear();
        Interlocked.Increment(ref counter);
        Volatile.Write(ref counter, counter + Total(block));
        var pair = new Pair(1, 2) with { B = 3 };
        (block[0], block[1]) = (pair.A, Math.Max(pair.B, float.FusedMultiplyAdd(1, 2, 3)));
        if (pair == new Pair(3, 4)) block[2] = (int)Mode.Two;
        block[3] = pair.A switch { > 1 => 2, _ => 1 };
    }

    public override string ToString() => $"{counter} {later}";

    private static int Total(ReadOnlySpan<float> block) => block.Length;

    private static float Shape<T>(float x) where T : IShape => T.Apply(x);

    private static T Sum<T>(T a, T b) where T : INumber<T> => a + b;

    internal readonly record struct Pair(float A, float B);

    internal enum Mode : byte
    {
        One,
        Two,
    }

    internal readonly struct Cube : IShape
    {
        public static float Apply(float x) => Sum(x * x * x, x);
    }

    internal readonly struct Careless : IShape
    {
        public static float Apply(float x) => new float[1].Length; // not reached: the type argument is known
    }
}
