using System.Numerics;
using MixConsole.Model.Parameters;

namespace MixConsole.Control.Osc;

/// <summary>
/// A set of parameters as bits by id, with a second row of bits over its words, so that a nearly empty set of 100,000 ids is walked in a few steps. One thread at a time.
/// </summary>
/// <param name="size">Ids run from 0 to size-1.</param>
public sealed class IdSet(int size)
{
    private readonly ulong[] words = new ulong[(size + 63) / 64];
    private readonly ulong[] used = new ulong[((size + 63) / 64 / 64) + 1]; // one bit per word that holds something
    private int filled; // words that hold something

    /// <summary>Ids in the set.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in words) count += BitOperations.PopCount(word);
            return count;
        }
    }

    public bool IsEmpty => filled == 0;

    public bool Contains(ParameterId id) => (words[id.Index >> 6] & (1UL << id.Index)) != 0;

    public void Add(ParameterId id) => AddWord(id.Index >> 6, 1UL << id.Index);

    public void Remove(ParameterId id)
    {
        var w = id.Index >> 6;
        if (words[w] == 0 || (words[w] &= ~(1UL << id.Index)) != 0) return;
        used[w >> 6] &= ~(1UL << w);
        filled--;
    }

    public void Clear()
    {
        Array.Clear(words);
        Array.Clear(used);
        filled = 0;
    }

    /// <summary>Adds 64 ids at once.</summary>
    internal void AddWord(int word, ulong bits)
    {
        if (bits == 0) return;
        if (words[word] == 0) filled++;
        words[word] |= bits;
        used[word >> 6] |= 1UL << word;
    }

    /// <summary>Adds all of another set.</summary>
    public void Add(IdSet other)
    {
        for (var w = 0; w < words.Length; w++) AddWord(w, other.words[w]);
    }

    /// <summary>Adds what two other sets have in common; costs no more than the second is full.</summary>
    public void AddCommon(IdSet wanted, IdSet changed)
    {
        for (var row = 0; row < used.Length; row++)
            for (var bits = changed.used[row]; bits != 0; bits &= bits - 1)
            {
                var w = (row << 6) + BitOperations.TrailingZeroCount(bits);
                AddWord(w, wanted.words[w] & changed.words[w]);
            }
    }

    /// <summary>The lowest id of the set that is at least <paramref name="from"/>, or <see cref="ParameterId.None"/>.</summary>
    public ParameterId Next(int from)
    {
        if (from >= words.Length * 64) return ParameterId.None;
        var w = from >> 6;
        var rest = words[w] & (ulong.MaxValue << from);
        if (rest != 0) return new((w << 6) + BitOperations.TrailingZeroCount(rest));
        w++;
        for (var row = w >> 6; row < used.Length; row++)
        {
            var bits = row == w >> 6 ? used[row] & (ulong.MaxValue << w) : used[row];
            if (bits == 0) continue;
            var found = (row << 6) + BitOperations.TrailingZeroCount(bits);
            return new((found << 6) + BitOperations.TrailingZeroCount(words[found]));
        }

        return ParameterId.None;
    }
}
