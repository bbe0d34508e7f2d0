return Recsys.Quality.QualityCli.Run(args, Console.Out, Console.Error);
