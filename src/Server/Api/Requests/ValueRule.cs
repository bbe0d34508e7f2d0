using System.Text.Json;

namespace Recsys.Server.Api.Requests;

/// <summary>Reads a value; false where it is not as the rule demands.</summary>
internal delegate bool ValueReader<T>(JsonElement value, out T read);

/// <summary>What a value in a request must be. Every value is checked by one of these, where it is read.</summary>
/// <param name="Demand">What the client is told: <c>must be …</c></param>
/// <param name="Schema">The same as JSON schema.</param>
/// <param name="Nothing">Stands for a value that is missing or wrong while the rest of the request is checked.</param>
internal sealed record ValueRule<T>(string Demand, string Schema, T Nothing, ValueReader<T> TryRead);
