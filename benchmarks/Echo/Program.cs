using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Server.Kestrel.Core;

// The least that a server on this host can do with a JSON request: read it, write it back. Compiled as the server is; its peer in the
// suite "serving". The first argument is the port.
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.Services.AddRoutingCore();
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.ListenLocalhost(int.Parse(args[0], CultureInfo.InvariantCulture), listen => listen.Protocols = HttpProtocols.Http1);
});
var app = builder.Build();
app.MapPost("/echo", async context =>
{
    var message = await context.Request.ReadFromJsonAsync(EchoJson.Default.EchoMessage, context.RequestAborted);
    await context.Response.WriteAsJsonAsync(message!, EchoJson.Default.EchoMessage, cancellationToken: context.RequestAborted);
});
app.Run();

/// <summary>What goes there and back.</summary>
internal sealed record EchoMessage(string Query, int K);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EchoMessage))]
internal sealed partial class EchoJson : JsonSerializerContext;
