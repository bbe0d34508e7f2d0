using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Keeps a build's registrations in a class of their own.</summary>
public interface IFrostingStartup
{
    /// <summary>Adds the build's services.</summary>
    /// <param name="services">The services of the host.</param>
    void Configure(IServiceCollection services);
}
