using System.Net;
using System.Text;

namespace Recsys.Build.Tests.Targets.Kubernetes;

/// <summary>A Kubernetes API server of three calls on loopback: apply, read, delete.</summary>
internal sealed class FakeApiServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Task _loop;

    public FakeApiServer()
    {
        for (var port = 20000 + Environment.ProcessId % 20000; ; port++)
        {
            _listener = new HttpListener(); // one that could not start is of no more use
            Address = $"http://127.0.0.1:{port}";
            _listener.Prefixes.Add(Address + "/");
            try
            {
                _listener.Start();
                break;
            }
            catch (HttpListenerException) when (port < 60000)
            {
                // taken: the next one
            }
        }

        _loop = Serve();
    }

    public string Address { get; }

    /// <summary>Method, path with query, content type and body of each call.</summary>
    public List<(string Method, string Path, string? Type, string Body)> Calls { get; } = [];

    /// <summary>Status code and body of the answer to a method and a path.</summary>
    public Func<string, string, (int Status, string Body)> Answer { get; set; } = (_, _) => (200, "{}");

    public void Dispose()
    {
        _listener.Stop();
        _loop.Wait();
        _listener.Close();
    }

    private async Task Serve()
    {
        try
        {
            while (true) Reply(await _listener.GetContextAsync());
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // stopped
        }
    }

    private void Reply(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        Calls.Add((context.Request.HttpMethod, context.Request.RawUrl!, context.Request.ContentType, reader.ReadToEnd()));
        var (status, body) = Answer(context.Request.HttpMethod, context.Request.Url!.AbsolutePath);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: true);
    }
}
