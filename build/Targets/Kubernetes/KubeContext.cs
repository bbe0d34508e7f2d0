using Cake.Core;
using Recsys.Contracts.Faults;
using k8s;
using k8s.Exceptions;
using k8s.KubeConfigModels;

namespace Recsys.Build.Targets.Kubernetes;

/// <summary>Finds the one cluster the settings name; whatever context is current does not count.</summary>
public sealed class KubeContext(ICakeEnvironment environment)
{
    /// <summary>The connection that context <paramref name="name"/> of the kubeconfig describes.</summary>
    /// <exception cref="FaultException">No name, no kubeconfig, or no context of that name in it; lists those there are.</exception>
    public KubernetesClientConfiguration Load(string? name)
    {
        var files = Files();
        var configs = files.Where(file => file.Exists).Select(Read).ToArray();
        var contexts = configs.SelectMany(Names).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var known = contexts.Length == 0
            ? $"There is none in {string.Join(", ", files.Select(file => file.FullName))}"
            : "Contexts there: " + string.Join(", ", contexts);
        if (string.IsNullOrEmpty(name))
            throw new FaultException(
                $"deploy.context is not set, so no cluster is touched. {known}. Remedy: write the one you mean into deploy.context."
            );
        var config =
            configs.FirstOrDefault(file => Names(file).Contains(name, StringComparer.Ordinal))
            ?? throw new FaultException(
                $"deploy.context is '{name}', which the kubeconfig does not know. {known}. Remedy: correct deploy.context, or point "
                    + $"KUBECONFIG at the right file."
            );
        try
        {
            return KubernetesClientConfiguration.BuildConfigFromConfigObject(config, name);
        }
        catch (KubeConfigException e)
        {
            throw new FaultException(
                $"Context '{name}' of the kubeconfig cannot be used: {e.Message} Remedy: mend its cluster or user entry.",
                e
            );
        }
    }

    // KUBECONFIG may list several files; a context is looked up in the first that has it.
    private FileInfo[] Files()
    {
        var list = environment.GetEnvironmentVariable("KUBECONFIG");
        return string.IsNullOrEmpty(list)
            ? [new(KubernetesClientConfiguration.KubeConfigDefaultLocation)]
            : [.. list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(path => new FileInfo(path))];
    }

    private static IEnumerable<string> Names(K8SConfiguration config) => (config.Contexts ?? []).Select(context => context.Name);

    private static K8SConfiguration Read(FileInfo file)
    {
        try
        {
            return KubernetesClientConfiguration.LoadKubeConfig(file);
        }
        catch (Exception e) when (e is KubeConfigException or YamlDotNet.Core.YamlException)
        {
            throw new FaultException(
                $"The kubeconfig {file.FullName} is not readable: {e.Message} Remedy: mend it, or point KUBECONFIG at another.",
                e
            );
        }
    }
}
