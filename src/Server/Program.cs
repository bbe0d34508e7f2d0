return await Recsys.Server.ServerProcess.RunAsync(Environment.GetEnvironmentVariable, Console.Out, Console.Error);
