using Microsoft.AspNetCore.Http.Features;
using Recsys.Server.Api.Problems;
using Recsys.Server.Api.Replies;
using Recsys.Server.Api.Requests;
using Recsys.Server.Events;

namespace Recsys.Server.Api.Users;

/// <summary><c>DELETE /users/{id}</c>: forgets a person. Doing so again changes nothing.</summary>
internal sealed class UserEndpoint(Lifecycle lifecycle, ILogger log)
{
    public const string Prefix = "/users/";
    public const string Route = Prefix + "{**id}";

    public async Task InvokeAsync(HttpContext context)
    {
        var serving = lifecycle.Serving ?? throw ProblemException.Starting();
        var userId = Id(context);
        if (userId.Length is 0 or > CanonicalId.Longest)
        {
            var errors = new FieldErrors();
            errors.Add("id", $"must be 1 to {CanonicalId.Longest} characters, percent-encoded");
            errors.ThrowIfAny();
        }
        try
        {
            var known = await serving.Events.ForgetAsync(userId, context.RequestAborted);
            log.LogInformation("a user was forgotten on demand; something was known: {Known}", known);
            await JsonReply.WriteAsync(context, new ForgottenReply(known), UserJson.Default.ForgottenReply);
        }
        catch (EventStoreException)
        {
            throw ProblemException.NotForgotten();
        }
    }

    /// <summary>From what was sent: routing leaves an encoded slash as it is, which an id may have.</summary>
    private static string Id(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var at = target.IndexOf(Prefix, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : Uri.UnescapeDataString(target[(at + Prefix.Length)..].Split('?')[0]);
    }
}
