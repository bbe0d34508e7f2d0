namespace Recsys.Server.Hosting;

/// <summary>Headers that keep a browser from making more of a reply than it is. An endpoint that serves a page sets its own.</summary>
internal static class ReplyHeaders
{
    public static RequestDelegate Guard(RequestDelegate next) => context =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        return next(context);
    };
}
