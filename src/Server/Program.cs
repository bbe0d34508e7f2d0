return await Recsys.Server.ServerProcess.RunAsync(Environment.GetEnvironmentVariable, Console.Error);
