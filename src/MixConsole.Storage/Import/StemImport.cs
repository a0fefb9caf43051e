using MixConsole.Model.Parameters.Catalog;
using MixConsole.Model.Sessions;
using MixConsole.Storage.Audio;

namespace MixConsole.Storage.Import;

/// <summary>A session out of a folder of stems: the one format that everybody can produce.</summary>
public static class StemImport
{
    /// <summary>Where a session keeps its audio.</summary>
    public const string AudioFolder = "audio";

    /// <summary>
    /// Makes strips in file-name order from channel 1, with names, colours and stacks by family, and brings the audio into the session's folder. Saves nothing else and never throws for files.
    /// </summary>
    /// <param name="stemsFolder">Folder of the stems; its subfolders are not searched.</param>
    /// <param name="sessionFolder">Folder of the session; made where it does not exist. One that has audio already is refused.</param>
    /// <param name="foreign">Decoder of compressed stems, or null.</param>
    public static ImportResult Import(string stemsFolder, string sessionFolder, IForeignDecoder? foreign)
    {
        List<ImportProblem> problems = [];
        try
        {
            if (!Directory.Exists(stemsFolder)) return Failed($"The folder {stemsFolder} does not exist: name the folder that holds the stems.", problems);
            var audio = Path.Combine(sessionFolder, AudioFolder);
            if (Directory.Exists(audio) && Directory.EnumerateFileSystemEntries(audio).Any()) return Failed($"{sessionFolder} holds a session with audio already: choose another name.", problems);

            var stems = Look(stemsFolder, foreign, problems);
            if (stems.Count == 0) return Failed($"No stem in {stemsFolder} could be read: put WAV, AIFF or FLAC files there.", problems);
            return Make(stems, sessionFolder, audio, foreign, problems);
        }
        catch (Exception trouble) when (FileTrouble.IsOfFiles(trouble))
        {
            return Failed(Directory.Exists(stemsFolder) ? FileTrouble.Writing(sessionFolder, trouble) : FileTrouble.Reading(stemsFolder, trouble), problems);
        }
    }

    private static List<Stem> Look(string folder, IForeignDecoder? foreign, List<ImportProblem> problems)
    {
        List<Stem> stems = [];
        var files = Directory.GetFiles(folder).Where(f => Path.GetFileName(f)[0] != '.').ToList(); // systems leave hidden files of their own
        files.Sort((a, b) => StemNames.Compare(Path.GetFileName(a), Path.GetFileName(b)));
        foreach (var file in files)
        {
            if (Stem.TryLook(file, foreign, out var stem, out var error)) stems.Add(stem!);
            else problems.Add(new(Path.GetFileName(file), error));
        }

        return stems;
    }

    private static ImportResult Make(List<Stem> stems, string sessionFolder, string folder, IForeignDecoder? foreign, List<ImportProblem> problems)
    {
        var rate = StemPlan.Rate(stems, SessionCatalog.Rate.Min, SessionCatalog.Rate.Max);
        var session = new Session(ConsoleCatalog.Tree) { Name = Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(Path.GetFullPath(sessionFolder))), Rate = rate };
        var starts = StemPlan.Starts(stems, rate, problems);
        var audio = new StemAudio(folder, rate, foreign);
        Directory.CreateDirectory(folder);

        List<ImportedStrip> made = [];
        List<StemLook> looks = [];
        foreach (var strip in StemPlan.Strips(stems, problems))
        {
            if (made.Count == ConsoleCatalog.Channels.Count)
            {
                problems.Add(new(strip.Source, $"{strip.Source} was left out, because there are only {made.Count} channel strips: put some stems together first."));
                continue;
            }

            var isMade = audio.TryBring(strip, out var file, out var frames, out var trouble, out var isFatal);
            if (isFatal) return Abandon(audio, folder, trouble, problems);
            if (trouble.Length > 0) problems.Add(new(strip.Source, trouble));
            if (!isMade) continue;

            var path = $"{AudioFolder}/{file}";
            var look = StemNames.Look(strip.Name, StemRules.Default);
            StemSession.Add(session, made.Count, look, strip.Channels);
            session.Tracks.Add(new(ConsoleCatalog.Channels.FirstStrip + made.Count, path, starts(strip.Left), frames, strip.Channels));
            looks.Add(look);
            made.Add(new(made.Count + 1, look.Name, strip.Source, path));
        }

        if (made.Count == 0) return Abandon(audio, folder, "No stem could be decoded: export them again as WAV.", problems);
        StemSession.Stack(session, looks, StemRules.Default);
        return new(session, made, problems, "");
    }

    private static ImportResult Abandon(StemAudio audio, string folder, string error, List<ImportProblem> problems)
    {
        foreach (var file in audio.Written) File.Delete(file);
        if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        return Failed(error, problems);
    }

    private static ImportResult Failed(string error, List<ImportProblem> problems) => new(null, [], problems, error);
}
