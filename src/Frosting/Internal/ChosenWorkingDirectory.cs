using Cake.Core;
using Cake.Core.IO;

namespace Cake.Frosting;

/// <summary>The directory that the build works in, as given in code.</summary>
internal sealed record ChosenWorkingDirectory(DirectoryPath Path)
{
    /// <summary>Makes a directory the current one, for Cake and for the process.</summary>
    public static void Enter(DirectoryPath path, ICakeEnvironment environment, IFileSystem fileSystem)
    {
        var absolute = path.MakeAbsolute(environment);
        if (!fileSystem.Exist(absolute))
        {
            throw new FrostingException($"The working directory '{absolute.FullPath}' does not exist.");
        }

        environment.WorkingDirectory = absolute;
    }
}
