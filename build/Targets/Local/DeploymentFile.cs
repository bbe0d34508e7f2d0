using Recsys.Contracts.Artifacts;

namespace Recsys.Build.Targets.Local;

/// <summary><c>deployment.json</c> in a deploy folder.</summary>
internal static class DeploymentFile
{
    public static DeploymentRecord? Read(string folder) => File.Exists(At(folder)) ? ArtifactJson.Read<DeploymentRecord>(At(folder)) : null;

    public static void Write(string folder, DeploymentRecord record) => AtomicFile.Write(At(folder), ArtifactJson.Serialize(record));

    public static void Delete(string folder)
    {
        if (File.Exists(At(folder))) File.Delete(At(folder));
    }

    private static string At(string folder) => Path.Combine(folder, DeploymentRecord.FileName);
}
