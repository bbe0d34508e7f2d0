using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>Leaves the work to the installer of Cake.Core, which also makes the files known to the tool locator.</summary>
internal sealed class ToolInstaller(Cake.Core.Tooling.IToolInstaller installer) : IToolInstaller
{
    public void Install(PackageReference tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        _ = installer.Install(tool).ToArray();
    }
}
