using System.Collections.Concurrent;
using Recsys.Build.Tests.Host;
using Recsys.Contracts.Artifacts;
using Recsys.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Chains))]

namespace Recsys.Build.Tests.Host;

/// <summary>
/// What chains of steps left behind, run once and copied for each test that begins there: many tests about what happens afterwards
/// need the same folder, and a run of the build is the dear part of them.
/// </summary>
public sealed class Chains : IDisposable
{
    private static readonly TemporaryFolder Kept = new("chains");
    private static readonly ConcurrentDictionary<string, Lazy<Task<Chain>>> Known = new(StringComparer.Ordinal);

    /// <summary>Leaves a checkout as <c>--target=<paramref name="target"/></c> leaves it under its settings, environment and
    /// prepared results; the run itself is made by the first that asks for it.</summary>
    internal static async Task<BuildResult> After(BuildProcess build, string target)
    {
        var chain = Known.GetOrAdd(Key(build, target), key => new(() => Run(build, target, key)));
        var (folder, result) = await chain.Value;
        Copy(folder, build.Checkout.Root);
        return result;
    }

    public void Dispose() => Kept.Dispose();

    private static async Task<Chain> Run(BuildProcess build, string target, string key)
    {
        var result = await build.Run($"--target={target}");
        var folder = Kept.At(ContentHash.OfText(key).Replace(':', '-'));
        Copy(build.Checkout.Root, folder);
        return new(folder, result);
    }

    // Everything that the run can depend on, without the temporary folder that each test has of its own.
    private static string Key(BuildProcess build, string target)
    {
        var environment = build
            .Environment.Where(one => one.Key is not ("FAKE" or "PATH" or "HOME"))
            .OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => $"{one.Key}={one.Value.Replace(build.Checkout.Root, "", StringComparison.Ordinal)}");
        return string.Join('\n', [target, ContentHash.OfFolder(build.Checkout.Root), ContentHash.OfFolder(build.Prepared), .. environment]);
    }

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            File.Copy(file, copy, overwrite: true);
            File.SetLastWriteTimeUtc(copy, File.GetLastWriteTimeUtc(file));
        }
    }

    private sealed record Chain(string Folder, BuildResult Result);
}
