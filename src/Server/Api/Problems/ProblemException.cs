namespace Recsys.Server.Api.Problems;

/// <summary>Ends a request with a problem.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem => problem;

    /// <summary>503: the bundle is not open yet.</summary>
    public static ProblemException Starting() =>
        new(Problem.Of(StatusCodes.Status503ServiceUnavailable, "The server is starting. Try again in a moment."));

    /// <summary>503: more is asked at the same time than the server can answer.</summary>
    public static ProblemException Busy() =>
        new(Problem.Of(StatusCodes.Status503ServiceUnavailable, "The server has more to do than it can. Try again in a moment."));

    /// <summary>503: what was sent could not be written down; nothing of it is kept.</summary>
    public static ProblemException NotKept() =>
        new(Problem.Of(StatusCodes.Status503ServiceUnavailable, "The events cannot be kept now, and none was. Send them again later."));

    /// <summary>503: a user could not be deleted from the store.</summary>
    public static ProblemException NotForgotten() =>
        new(Problem.Of(StatusCodes.Status503ServiceUnavailable, "The store does not work now, nothing was forgotten. Try again."));

    /// <summary>408: the body comes too slowly.</summary>
    public static ProblemException Slow() => new(Problem.OfStatus(StatusCodes.Status408RequestTimeout));

    /// <summary>400: the request's fields are wrong.</summary>
    public static ProblemException Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        new(
            Problem.Of(
                StatusCodes.Status400BadRequest,
                string.Join("; ", errors.Select(error => $"{error.Key}: {error.Value[0]}")),
                errors
            )
        );

    /// <summary>400: the body is no JSON.</summary>
    public static ProblemException Malformed(string detail) => new(Problem.Of(StatusCodes.Status400BadRequest, detail));

    /// <summary>413: the body is longer than the endpoint takes.</summary>
    public static ProblemException TooLarge(int limit) =>
        new(Problem.Of(StatusCodes.Status413PayloadTooLarge, $"The request body is larger than {limit} bytes."));

    /// <summary>415: the body is not announced as plain JSON.</summary>
    public static ProblemException NotJson() =>
        new(Problem.Of(StatusCodes.Status415UnsupportedMediaType, "The body must be uncompressed application/json in UTF-8."));
}
