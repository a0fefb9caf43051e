using System.CommandLine;
using MixConsole.Hosting;
using MixConsole.Storage.Import;
using MixConsole.Storage.Sessions;

namespace MixConsole.Cli;

/// <summary>`new`: a session out of a folder of stems.</summary>
internal static class NewCommand
{
    public static Command Create()
    {
        Argument<string> session = new("SESSION") { Description = "Folder to make; by custom it ends in .mixsession." };
        Option<string> stems = new("--stems") { HelpName = "DIR", Required = true, Description = "Folder of audio files; they become strips in the order of their names." };
        Command command = new("new", "Makes a session from stems.") { session, stems };
        command.SetAction(parsed => Run(parsed.GetValue(session)!, parsed.GetValue(stems)!));
        return command;
    }

    private static int Run(string path, string stems)
    {
        var made = StemImport.Import(stems, path, ForeignDecoder.Instance);
        foreach (var problem in made.Problems) Console.Error.WriteLine(problem.Sentence);
        if (!made.Worked) throw new FailureException(made.Error);
        if (!SessionFolder.TryCreate(path, made.Session, out var opened, out var error, FolderSyncing.Instance)) throw new FailureException(error);
        opened.Dispose();
        foreach (var strip in made.Strips) Console.Out.WriteLine($"{strip.Number} {strip.Name} {strip.Source}");
        return CommandLine.Done;
    }
}
