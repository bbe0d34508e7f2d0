using Microsoft.AspNetCore.Routing;
using Recsys.Contracts.Serving;
using Recsys.Server.Api;
using Recsys.Server.Hosting;

namespace Recsys.Server.Tests;

/// <summary>Verify asks of every endpoint whether it was measured; it knows them by one list.</summary>
public sealed class ServedEndpointTests
{
    [Fact]
    public void Every_call_of_the_public_port_is_in_the_list_and_the_list_has_no_other()
    {
        using var logs = ServerLogs.Create(LogLevel.Error, _ => { });
        var options = new ServerOptions { Bundle = "", Port = 0 };
        var limits = ServerLimits.OfProcess(options, logs.CreateLogger(""));
        var traffic = PublicTraffic.Of(options, limits, TimeProvider.System);
        var app = PublicApp.Create(options, traffic, new Lifecycle(), logs, TimeProvider.System);
        Assert.Equal(
            ServedEndpoint.All.Select(endpoint => endpoint.Path).Order(),
            ((IEndpointRouteBuilder)app)
                .DataSources.SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("POST"))
                .Select(endpoint => endpoint.RoutePattern.RawText)
                .Order()
        );
    }
}
