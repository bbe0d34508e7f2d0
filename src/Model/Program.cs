return Recsys.Model.Commands.Cli.Run(args, Console.Out, Console.Error);
