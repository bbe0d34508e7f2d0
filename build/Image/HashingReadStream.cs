using System.Security.Cryptography;
using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Image;

/// <summary>Passes reads on, hashing what was read; closes nothing but itself.</summary>
internal sealed class HashingReadStream(Stream inner) : ForwardStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary><c>sha256:…</c> of everything read so far.</summary>
    public string Digest => ContentHash.Prefix + Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _hash.AppendData(buffer[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }
}
