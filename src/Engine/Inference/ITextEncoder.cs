using Recsys.Engine.Text;

namespace Recsys.Engine.Inference;

/// <summary>
/// Text to a vector in the space of the items. What an encoder reads of a text is its own affair: hashed n-grams today; another kind of
/// network with another vocabulary is another implementation. Thread-safe.
/// </summary>
internal interface ITextEncoder : IDisposable
{
    /// <summary>What kind of encoder it is, in snake_case.</summary>
    string Name { get; }

    /// <summary>Length d of its vectors.</summary>
    int Dimensions { get; }

    /// <summary>The vector of a text.</summary>
    /// <param name="text">Not empty (<see cref="AnalysedText.IsEmpty"/>).</param>
    /// <param name="vector">d finite values, written.</param>
    void Encode(AnalysedText text, Span<float> vector);

    /// <summary>The vector of a text, d finite values.</summary>
    /// <param name="text">Not empty (<see cref="AnalysedText.IsEmpty"/>).</param>
    float[] Encode(AnalysedText text)
    {
        var vector = new float[Dimensions];
        Encode(text, vector);
        return vector;
    }
}
