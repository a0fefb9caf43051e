using System.Text.Json;
using MixConsole.Model.Edits;
using MixConsole.Model.Parameters;
using MixConsole.Model.Sessions;
using MixConsole.Storage.Journal;

namespace MixConsole.Storage.Sessions;

/// <summary>
/// Finds the best state a folder holds. The saved file if it is whole; else the save on its way or the one before, each of which leads to the same state through the journals;
/// else what can be read of a damaged file. Then the edits since.
/// </summary>
internal sealed class SessionLoader(string folder, ParameterTree tree)
{
    private const long Longest = 256L << 20; // bytes; a full console is 5 MB
    private readonly Problems problems = new();

    /// <summary>Whether a folder holds anything of a session.</summary>
    public static bool IsSession(string folder) =>
        Directory.Exists(folder)
        && (new[] { SessionFiles.Current, SessionFiles.Next, SessionFiles.Previous }.Any(f => File.Exists(Path.Combine(folder, f))) || SessionFiles.Journals(folder).Count > 0);

    public bool TryLoad(Func<string, AudioFacts>? probe, out SessionState state, out string error)
    {
        state = null!;
        error =
            File.Exists(folder) ? $"{folder} is a file; a session is a folder with a {SessionFiles.Current} inside."
            : !Directory.Exists(folder) ? $"{folder} does not exist. Check the path, or make a new session there."
            : !IsSession(folder) ? $"{folder} is no session: it holds no {SessionFiles.Current}."
            : "";
        if (error.Length > 0 || !TryBest(out var best, out error)) return false;

        var from = best.Generation >= 0 ? best.Generation : SessionFiles.Journals(folder) is [var oldest, ..] ? oldest : 0;
        var history = new JournalReplay(folder, best.Keys, new Problems());
        history.RunHistory(from);
        var replay = new JournalReplay(folder, best.Keys, problems);
        replay.Run(from);
        foreach (var edit in replay.Edits) Apply(best.Session, edit);
        if (!best.IsNamed) best.Session.Name = SessionFiles.NameOf(folder);
        CheckAudio(best.Session, probe);
        state = new()
        {
            Session = best.Session,
            Problems = problems.Sentences,
            History = [.. history.Edits, .. replay.Edits],
            Unsaved = replay.Edits.Count,
            Keys = best.Keys,
            Generation = replay.Generation,
            JournalEnd = replay.End,
            IsJournalCut = replay.IsCut,
            IsCurrentBroken = best.File != SessionFiles.Current || !best.IsWhole,
        };
        return true;
    }

    private bool TryBest(out SessionReader best, out string error)
    {
        best = null!;
        if (!TryFile(SessionFiles.Current, out var current, out error)) return false;
        if (current is { IsWhole: true })
        {
            best = current;
            return true;
        }

        if (!TryFile(SessionFiles.Next, out var next, out error) || !TryFile(SessionFiles.Previous, out var previous, out error)) return false;
        var whole = new[] { next, previous }.Where(r => r is { IsWhole: true }).MaxBy(r => r!.Generation);
        best = whole ?? current ?? next ?? previous ?? new SessionReader(tree, problems, SessionFiles.Current);
        if (current is null) problems.Add($"{SessionFiles.Current} is missing.");
        problems.Add(whole is null
            ? "No whole save was found: the rest has its defaults, and edits since the save follow."
            : $"{whole.File} was used instead, with all edits since.");
        return true;
    }

    // False only where the session must not be opened; null where the file is not there or cannot be read.
    private bool TryFile(string name, out SessionReader? reader, out string error)
    {
        reader = null;
        error = "";
        var path = Path.Combine(folder, name);
        if (!File.Exists(path)) return true;
        byte[] bytes;
        try
        {
            if (new FileInfo(path).Length > Longest) throw new IOException("It is larger than 256 MB.");
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{name} cannot be read: {e.Message}");
            return true;
        }

        var format = SessionReader.NumberOf(bytes, "format"u8);
        if (format > SessionWriter.Format)
        {
            error = $"{name} has format {format}, this version knows formats up to {SessionWriter.Format}. Open it with a newer version.";
            return false;
        }

        if (format < 1) problems.Add($"{name} does not state its format; it was read as format {SessionWriter.Format}.");
        try
        {
            if (format >= 1 && format < SessionWriter.Format) bytes = Migrations.Run(bytes, (int)format, Migrations.Steps);
        }
        catch (JsonException)
        {
            // Read as it is: the reader names the damage and takes what it understands.
        }

        reader = new(tree, problems, name);
        reader.Read(bytes);
        return true;
    }

    private static void Apply(Session session, in Edit edit)
    {
        if (edit.TextAfter is { } text) session.Set.SetText(edit.Parameter, text);
        else session.Set[edit.Parameter] = edit.After;
    }

    private void CheckAudio(Session session, Func<string, AudioFacts>? probe)
    {
        for (var i = 0; i < session.Tracks.Count; i++)
        {
            var track = session.Tracks[i];
            var path = Path.Combine(folder, track.File);
            var strip = tree.StripAddress(track.Strip);
            if (!File.Exists(path))
            {
                problems.Add($"{strip}: {track.File} is missing; the strip is silent. Put the file back and open the session again.");
                continue;
            }

            if (probe?.Invoke(path) is not { } facts) continue;
            if (facts.Error is { } wrong) problems.Add($"{strip}: {track.File}: {wrong}");
            else if (facts.Frames != track.Frames || facts.Channels != track.Channels) session.Tracks[i] = track with { Frames = facts.Frames, Channels = facts.Channels };
        }
    }
}
