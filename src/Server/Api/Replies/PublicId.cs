using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recsys.Server.Api.Replies;

/// <summary>A product id in the shop's own type.</summary>
/// <param name="Text">The canonical text.</param>
/// <param name="Number">Written as a JSON number of exactly these digits.</param>
[JsonConverter(typeof(PublicIdConverter))]
internal readonly record struct PublicId(string Text, bool Number);

internal sealed class PublicIdConverter : JsonConverter<PublicId>
{
    public override PublicId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("ids are only written");

    public override void Write(Utf8JsonWriter writer, PublicId value, JsonSerializerOptions options)
    {
        if (value.Number) writer.WriteRawValue(value.Text);
        else writer.WriteStringValue(value.Text);
    }
}
