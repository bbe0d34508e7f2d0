return await Recsys.Server.Hosting.ServerProcess.RunAsync(Environment.GetEnvironmentVariable, Console.Error);
