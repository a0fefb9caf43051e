return MixConsole.Cli.CommandLine.Run(args);
