using System.CommandLine;
using MixConsole.Control.Osc;
using MixConsole.Hosting;

namespace MixConsole.Cli;

/// <summary>
/// The one executable's verbs. Exit code 0: done; 1: the work failed, one sentence on standard error; 2: wrong usage. Never a stack trace.
/// </summary>
internal static class CommandLine
{
    public const int Done = 0, Failed = 1, WrongUsage = 2;

    public static int Run(string[] arguments)
    {
        try
        {
            var settings = new Settings();
            var run = new RunOptions(settings);
            RootCommand root = new("A headless mixing console. Without a verb it runs.");
            root.Directives.Clear();
            run.AddTo(root);
            root.Subcommands.Add(RunCommand.Create(run));
            root.Subcommands.Add(NewCommand.Create());
            root.Subcommands.Add(RenderCommand.Create());
            foreach (var command in ParameterCommands.Create()) root.Subcommands.Add(command);
            root.Subcommands.Add(DevicesCommand.Create());
            root.Subcommands.Add(DoctorCommand.Create(settings));

            // Values such as "@name" are texts here, not files of more arguments.
            var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Errors.Count > 0)
            {
                Console.Error.WriteLine($"{parsed.Errors[0].Message} `mixconsole {Verb(parsed)}--help` shows how it is used.");
                return WrongUsage;
            }

            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (UsageException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            return WrongUsage;
        }
        catch (Exception trouble) when (trouble is FailureException or OscConsoleException)
        {
            Console.Error.WriteLine(trouble.Message);
            return Failed;
        }
        catch (Exception trouble)
        {
            Console.Error.WriteLine($"mixconsole failed: {trouble.Message.ReplaceLineEndings(" ")}");
            return Failed;
        }
    }

    private static string Verb(ParseResult parsed) => parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
}
