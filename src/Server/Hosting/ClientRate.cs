using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Recsys.Server.Hosting;

/// <summary>
/// So many requests a second from one client, in bursts of twice as many. A client is an IPv4 address, or the /64 network of an IPv6
/// address, which one household has whole. Behind a proxy the proxy is the client.
/// </summary>
internal static class ClientRate
{
    public static void Limit(RateLimiterOptions limiter, int perSecond)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, UInt128>(context =>
            RateLimitPartition.GetTokenBucketLimiter(Client(context.Connection.RemoteIpAddress), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = 2 * perSecond,
                TokensPerPeriod = perSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));
        limiter.OnRejected = static (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? Math.Ceiling(time.TotalSeconds) : 1;
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, wait).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
    }

    /// <summary>What tells clients apart.</summary>
    public static UInt128 Client(IPAddress? address)
    {
        if (address is null) return 0;
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        if (address is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }) bytes[8..].Clear();
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
