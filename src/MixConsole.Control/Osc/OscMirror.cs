using System.Numerics;
using MixConsole.Control.Desk;
using MixConsole.Model.Parameters;

namespace MixConsole.Control.Osc;

/// <summary>
/// The latest committed value of every parameter, and which have changed since somebody looked. The desk thread writes, one sending thread reads; neither waits for the other, and a burst takes no memory.
/// </summary>
public sealed class OscMirror : IDeskListener, IHoldListener
{
    private readonly double[] numbers;
    private readonly string?[] texts;
    private readonly Changes values;
    private readonly Changes holds;
    private readonly Action wake;

    /// <param name="tree">Whose parameters.</param>
    /// <param name="wake">Called on the desk thread after each batch; must not block.</param>
    public OscMirror(ParameterTree tree, Action wake)
    {
        numbers = new double[tree.Count];
        texts = new string?[tree.Count];
        values = new(tree.Count);
        holds = new(tree.Count);
        this.wake = wake;
        foreach (var id in tree.Ids())
        {
            numbers[id.Index] = tree.Default(id);
            if (tree.Spec(id)!.Kind == ParameterKind.Text) texts[id.Index] = tree.Spec(id)!.DefaultText;
        }
    }

    /// <summary>The number now. Read it after taking the changes: then no change can be missed.</summary>
    public double Number(ParameterId id) => Volatile.Read(ref numbers[id.Index]);

    /// <summary>The text now, of text parameters.</summary>
    public string? Text(ParameterId id) => Volatile.Read(ref texts[id.Index]);

    /// <summary>Adds what has changed since the last call.</summary>
    public void TakeChanges(IdSet into) => values.Take(into);

    /// <summary>Adds what has been taken or let go since the last call.</summary>
    public void TakeHolds(IdSet into) => holds.Take(into);

    public bool HasChanges => values.Any;

    public bool HasHolds => holds.Any;

    public void Committed(ReadOnlySpan<Commit> batch)
    {
        foreach (ref readonly var commit in batch)
        {
            Volatile.Write(ref numbers[commit.Parameter.Index], commit.Number);
            if (commit.Text is not null) Volatile.Write(ref texts[commit.Parameter.Index], commit.Text);
            values.Mark(commit.Parameter);
        }

        wake();
    }

    public void Held(ParameterId parameter, string who)
    {
        holds.Mark(parameter);
        wake();
    }

    /// <summary>Bits that one thread sets and another takes: first the bit, then the word's bit in the summary; taken the other way round.</summary>
    private sealed class Changes(int size)
    {
        private readonly ulong[] words = new ulong[(size + 63) / 64];
        private readonly ulong[] summary = new ulong[((size + 63) / 64 / 64) + 1];

        public bool Any
        {
            get
            {
                foreach (ref var row in summary.AsSpan())
                    if (Volatile.Read(ref row) != 0) return true;
                return false;
            }
        }

        public void Mark(ParameterId id)
        {
            var w = id.Index >> 6;
            Interlocked.Or(ref words[w], 1UL << id.Index);
            Interlocked.Or(ref summary[w >> 6], 1UL << w);
        }

        public void Take(IdSet into)
        {
            for (var row = 0; row < summary.Length; row++)
            {
                if (Volatile.Read(ref summary[row]) == 0) continue;
                for (var rest = Interlocked.Exchange(ref summary[row], 0); rest != 0; rest &= rest - 1)
                {
                    var w = (row << 6) + BitOperations.TrailingZeroCount(rest);
                    into.AddWord(w, Interlocked.Exchange(ref words[w], 0));
                }
            }
        }
    }
}
