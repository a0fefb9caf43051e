namespace MixConsole.Storage.Journal;

/// <summary>
/// Bytes on their way to the disk, in pieces below the large-object limit that are used again. Not safe by itself: the journal holds its lock.
/// </summary>
internal sealed class JournalQueue
{
    private const int Spares = 8;
    private readonly Queue<Piece> full = new(MostPieces);
    private readonly Stack<Piece> spares = new(Spares);
    private Piece filling;

    /// <summary>32 MB: five minutes of 1000 edits a second while the disk is full.</summary>
    public const int MostPieces = 512;

    public JournalQueue(long generation)
    {
        for (var i = 0; i < Spares; i++) spares.Push(new Piece());
        filling = Fresh(generation);
    }

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => full.Count == 0 && filling.Length == 0;

    /// <summary>Whether edits must be turned away.</summary>
    public bool IsFull => full.Count >= MostPieces - 1;

    /// <summary>Appends a line; long ones run over into the next piece.</summary>
    public void Append(ReadOnlySpan<byte> line)
    {
        while (!line.IsEmpty)
        {
            if (filling.Length == Piece.Size) Seal(filling.Generation);
            var part = line[..Math.Min(line.Length, Piece.Size - filling.Length)];
            part.CopyTo(filling.Bytes.AsSpan(filling.Length));
            filling.Length += part.Length;
            line = line[part.Length..];
        }
    }

    /// <summary>What follows belongs to another file.</summary>
    public void Seal(long generation)
    {
        full.Enqueue(filling);
        filling = Fresh(generation);
    }

    /// <summary>Takes the oldest piece, or null.</summary>
    public Piece? Take()
    {
        if (full.TryDequeue(out var oldest)) return oldest;
        if (filling.Length == 0) return null;
        oldest = filling;
        filling = Fresh(oldest.Generation);
        return oldest;
    }

    /// <summary>Gives a piece back.</summary>
    public void Return(Piece piece)
    {
        if (spares.Count < Spares) spares.Push(piece);
    }

    private Piece Fresh(long generation)
    {
        var piece = spares.TryPop(out var spare) ? spare : new Piece();
        piece.Length = 0;
        piece.Generation = generation;
        return piece;
    }

    internal sealed class Piece
    {
        public const int Size = 64 * 1024;

        public byte[] Bytes { get; } = new byte[Size];

        public int Length { get; set; }

        public long Generation { get; set; }
    }
}
