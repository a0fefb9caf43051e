using System.Runtime.InteropServices;
using MixConsole.Dsp.Buffers;

namespace MixConsole.Architecture.Tests.Il.Fixtures;

#pragma warning disable CA1859, CA1508, CA1802, CA2201 // offences on purpose

/// <summary>One method per offence, each of which the walker must find.</summary>
internal static class Offenders
{
    private static readonly object Gate = new();
    private static readonly Lock NewGate = new();
    private static readonly List<float> Rows = [];
    private static readonly SemaphoreSlim Signal = new(0);
    private static readonly IEnumerable<float> Series = Rows;
    private static object kept = Gate;

    [RealTime] public static void NewsAnObject() => kept = new Uri("a:b");

    [RealTime] public static void NewsAnArray() => kept = new float[8];

    [RealTime] public static void Boxes(int value) => kept = value;

    [RealTime] public static bool BoxesAnEnum(DayOfWeek day) => day.Equals(DayOfWeek.Friday);

    [RealTime] public static bool BoxesByInheritance(Plain plain) => plain.GetHashCode() == 3;

    [RealTime]
    public static float Closes(float value)
    {
        Func<float, float> add = x => x + value;
        return add(1);
    }

    [RealTime] public static void MakesADelegate() => kept = (Func<float, float>)MathF.Abs;

    [RealTime]
    public static void Locks()
    {
        lock (Gate) kept = Gate;
    }

    [RealTime]
    public static void LocksAnew()
    {
        lock (NewGate) kept = Gate;
    }

    [RealTime] public static void Waits() => Thread.Sleep(0);

    [RealTime] public static void Signals() => Signal.Release();

    [RealTime] public static void JoinsText(string a) => kept = a + "b";

    [RealTime] public static void Interpolates(int a) => kept = $"{a} b";

    [RealTime] public static void Formats(float a) => kept = a.ToString(null, null);

    [RealTime]
    public static void Throws(int a)
    {
        if (a < 0) throw new InvalidOperationException();
    }

    [RealTime] public static void Guards(object a) => ArgumentNullException.ThrowIfNull(a);

    [RealTime] public static void Queries() => kept = Rows.FirstOrDefault() > 0 ? Gate : Rows;

    [RealTime] public static void Writes() => Console.Out.Flush();

    [RealTime] public static void Grows() => Rows.Add(1);

    [RealTime] public static unsafe void AllocatesNatively() => NativeMemory.Free(NativeMemory.Alloc(8));

    [RealTime]
    public static float Enumerates()
    {
        var sum = 0f;
        foreach (var row in Series) sum += row;
        return sum;
    }

    [RealTime] public static async Task Awaits() => await Task.Yield();

    [RealTime]
    public static IEnumerable<int> Yields()
    {
        yield return 1;
    }

    [RealTime] public static int Params() => Sum(1, 2);

    private static int Sum(params int[] values) => values.Length;

    /// <summary>A struct that inherits its hash.</summary>
    internal struct Plain
    {
        public float A { get; init; }
    }
}
