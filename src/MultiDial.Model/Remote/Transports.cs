using System.Reflection;
using System.Runtime.Loader;

namespace MultiDial.Remote;

/// <summary>
/// The way to MultiDial.Ssh. SSH.NET has no stable binary interface, and other modules carry versions of their own;
/// so it is loaded on first use, into a context that nobody else sees. No type of it may cross this seam.
/// </summary>
internal static class Transports
{
    private static readonly Lazy<ITransportFactory> s_factory = new(Load);

    internal static ITransportFactory Factory => s_factory.Value;

    private static ITransportFactory Load()
    {
        string folder = Path.Combine(Path.GetDirectoryName(typeof(Transports).Assembly.Location)!, "deps");
        Assembly ssh = new DependencyContext(folder).LoadFromAssemblyPath(Path.Combine(folder, "MultiDial.Ssh.dll"));
        return (ITransportFactory)Activator.CreateInstance(ssh.GetType("MultiDial.Ssh.SshTransportFactory", throwOnError: true)!, nonPublic: true)!;
    }

    /// <summary>Takes what lies in the folder from there; the rest, this assembly among it, is shared with PowerShell.</summary>
    private sealed class DependencyContext(string folder) : AssemblyLoadContext("MultiDial")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string path = Path.Combine(folder, assemblyName.Name + ".dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
