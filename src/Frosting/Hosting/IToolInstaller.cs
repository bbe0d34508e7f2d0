using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>Brings a tool package to this machine and makes its files known to Cake.</summary>
public interface IToolInstaller
{
    /// <summary>Installs one package.</summary>
    /// <param name="tool">Which package, from where.</param>
    void Install(PackageReference tool);
}
