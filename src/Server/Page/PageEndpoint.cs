namespace Recsys.Server.Page;

/// <summary><c>GET /</c>: a page to try the calls by hand; with its style and its script all of it is in the program.</summary>
internal static class PageEndpoint
{
    // Only what comes from here runs, and nobody frames it.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly (string Path, string Name, string Type)[] Files =
    [
        ("/", "page.html", "text/html"),
        ("/page.css", "page.css", "text/css"),
        ("/page.js", "page.js", "text/javascript"),
    ];

    public static void Map(WebApplication app)
    {
        foreach (var (path, name, type) in Files)
        {
            var content = Read(name);
            app.MapGet(path, context =>
            {
                context.Response.ContentType = $"{type}; charset=utf-8";
                context.Response.ContentLength = content.Length;
                context.Response.Headers.ContentSecurityPolicy = Policy;
                context.Response.Headers.CacheControl = "no-cache";
                return context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
            });
        }
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(PageEndpoint).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
