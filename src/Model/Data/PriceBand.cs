namespace Recsys.Model.Data;

/// <summary>
/// What the networks see of a price: its band on a logarithmic scale, two bands to a doubling. A small change of a price mostly stays in
/// its band, and then nothing has to be trained again.
/// </summary>
public static class PriceBand
{
    /// <summary>Bands, those without a price included.</summary>
    public const int Count = 64;

    private const int Shift = 20;

    /// <summary>0 where there is no price above 0; else round(2 log₂ price) + 20, within 1 … 63: from about 0.001 to 3 million.</summary>
    public static int Of(double? price) => price is > 0 ? (int)Math.Clamp(Math.Round(2 * Math.Log2(price.Value)) + Shift, 1, Count - 1) : 0;
}
