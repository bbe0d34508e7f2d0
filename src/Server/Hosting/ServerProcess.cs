using Recsys.Contracts.Artifacts;

namespace Recsys.Server.Hosting;

/// <summary>The server from start to exit code: 0 stopped as asked, 1 cannot serve, 2 an environment variable is wrong.</summary>
internal static class ServerProcess
{
    private const int SpareThreads = 8;

    public static async Task<int> RunAsync(Func<string, string?> environment, TextWriter errors)
    {
        try
        {
            var options = ServerOptions.Read(environment);
            // Computing takes as many threads as there are processors: the others are there for whoever else calls, probes above all.
            ThreadPool.SetMinThreads(Environment.ProcessorCount + SpareThreads, Environment.ProcessorCount + SpareThreads);
            using var logs = ServerLogs.Create(options.LogLevel, ServerLogs.ToConsole);
            using var signals = new StopSignals();
            await using var server = await RecsysServer.ListenAsync(options, logs, TimeProvider.System);

            // A signal before the bundle is open ends the process at once: nothing is in flight that could need it.
            var loading = server.LoadAsync();
            if (await Task.WhenAny(loading, signals.Stop) == loading)
            {
                await loading;
                await signals.Stop;
            }
            await server.DrainAsync(signals.Hurry);
            return 0;
        }
        catch (ServerOptionsException e)
        {
            return await FailAsync(2, e.Message);
        }
        catch (Exception e) when (e is ArtifactException or ListenException)
        {
            return await FailAsync(1, e.Message);
        }
        catch (Exception e)
        {
            return await FailAsync(1, e.ToString());
        }

        async Task<int> FailAsync(int code, string message)
        {
            await errors.WriteLineAsync($"server: {message}");
            return code;
        }
    }
}
