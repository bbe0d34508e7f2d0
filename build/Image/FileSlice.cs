namespace Recsys.Build.Image;

/// <summary>A part of a file as a stream of its own, read-only.</summary>
internal sealed class FileSlice : ForwardStream
{
    private readonly FileStream _file;
    private long _left;

    public FileSlice(string path, long offset, long length)
    {
        _file = File.OpenRead(path);
        _file.Position = offset;
        _left = Length = length;
    }

    public override long Length { get; }

    public override long Position { get => Length - _left; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var read = _file.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _file.Dispose();
        base.Dispose(disposing);
    }
}
