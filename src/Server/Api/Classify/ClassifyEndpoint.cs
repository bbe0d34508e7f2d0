using Recsys.Server.Api.Problems;
using Recsys.Server.Api.Replies;
using Recsys.Server.Api.Requests;

namespace Recsys.Server.Api.Classify;

/// <summary><c>POST /classify</c>: category and tags of a title.</summary>
internal sealed class ClassifyEndpoint(Lifecycle lifecycle, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        var serving = lifecycle.Serving ?? throw ProblemException.Starting();
        var request = await RequestBody.ReadAsync(context, RequestBody.Small, ClassifyRequest.Parse);
        var answer = serving.Engine.Classify(request.Title, request.Description);
        await JsonReply.WriteAsync(
            context,
            ClassifyReply.Of(serving.Engine, answer, time.GetElapsedTime(started)),
            ClassifyJson.Default.ClassifyReply
        );
    }
}
