namespace Recsys.Build.Image;

/// <summary>A part of a file as a stream of its own, read-only.</summary>
internal sealed class FileSlice : Stream
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

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override int Read(Span<byte> buffer)
    {
        var read = _file.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _file.Dispose();
        base.Dispose(disposing);
    }
}
