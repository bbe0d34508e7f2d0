namespace Recsys.Model.Onnx;

/// <summary>Rows of integers of a <see cref="Engine.Vectors.TableFormat"/>, as the ONNX operators read them.</summary>
internal static class PackedIntegers
{
    /// <summary>Two's complement to unsigned with zero at 2^(bits − 1): the sign bits turn over.</summary>
    /// <param name="values">Whole bytes of integers.</param>
    /// <param name="bits">Of each; a divisor of 8.</param>
    public static byte[] Unsigned(byte[] values, int bits)
    {
        byte signs = 0;
        for (var bit = bits - 1; bit < 8; bit += bits) signs |= (byte)(1 << bit);
        return Array.ConvertAll(values, value => (byte)(value ^ signs));
    }

    /// <summary>One byte an integer, without what pads the rows.</summary>
    /// <param name="values">Rows that begin at a byte each.</param>
    /// <param name="bits">Of each; a divisor of 8.</param>
    /// <param name="width">Integers of a row.</param>
    public static sbyte[] Widened(byte[] values, int bits, int width)
    {
        var (perByte, rowBytes) = (8 / bits, (width * bits + 7) / 8);
        var wide = new sbyte[values.Length / rowBytes * width];
        for (var i = 0; i < wide.Length; i++)
        {
            var (row, column) = (i / width, i % width);
            var above = 8 - bits - column % perByte * bits; // bits above the integer in its byte
            wide[i] = (sbyte)((sbyte)(values[row * rowBytes + column / perByte] << above) >> (8 - bits));
        }
        return wide;
    }
}
