using System.Diagnostics;
using System.Globalization;
using MixConsole.Model.Edits;
using MixConsole.Model.Parameters.Catalog;
using MixConsole.Storage.Sessions;

// A console that is going to be killed: opens the session, moves faders 500 times a second, saves now and then, and says when each edit was appended:
// "number ticks" a line, number being the gesture of the edit and ticks the machine's monotonic clock.
var tree = ConsoleCatalog.Tree;
if (!SessionFolder.TryOpen(args[0], tree, out var opened, out var error))
{
    Console.Error.WriteLine(error);
    return 1;
}

var saves = args.Length > 1 && args[1] == "saves";
using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
var number = opened.History.Count == 0 ? 0 : opened.History[^1].Gesture;
var values = opened.Session.Set;
Task<SaveResult>? save = null;
var start = Stopwatch.GetTimestamp();
for (var i = 1L; ; i++)
{
    number++;
    var id = ConsoleCatalog.Channels.Id((int)(number % ConsoleCatalog.Channels.Count), StripCatalog.Fader);
    var edit = new Edit(id, values[id], -(number % 90), null, null, "crash host", number, number);
    values[id] = edit.After;
    opened.Journal.Append(edit);
    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number} {Stopwatch.GetTimestamp()}"));
    if (saves && i % 40 == 0 && save is not { IsCompleted: false } && opened.TryTakeSnapshot()) save = Task.Run(opened.WriteSnapshot);
    while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < i * 2) Thread.Sleep(1);
}
