using System.Management.Automation;
using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>Files of this computer, named as PowerShell names them: relative to $PWD, with ~ and PowerShell's drives.</summary>
internal static class LocalFile
{
    private const string FileSystem = "FileSystem";

    /// <summary>The path as the file system knows it; whether something is there or not.</summary>
    /// <exception cref="MultiDialException">InvalidValue.</exception>
    internal static string Resolve(PSCmdlet cmdlet, string path)
    {
        try
        {
            string full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            return provider.Name == FileSystem ? full : throw Error.InvalidValue("-Path", path, Text.RulePath);
        }
        catch (Exception exception) when (exception is RuntimeException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            throw Error.InvalidValue("-Path", path, Text.RulePath, exception);
        }
    }

    /// <summary>Looks whether there is a folder for a file that is to be written.</summary>
    /// <exception cref="MultiDialException">NotFound.</exception>
    internal static void CheckFolder(string path)
    {
        string folder = Path.EndsInDirectorySeparator(path) ? path : Path.GetDirectoryName(path) ?? path;
        if (!Directory.Exists(folder))
        {
            throw Error.FolderNotFound(folder);
        }
    }

    /// <summary>The file as Get-ChildItem gives it.</summary>
    internal static PSObject Get(PSCmdlet cmdlet, string path) =>
        cmdlet.InvokeProvider.Item.Get([$"{FileSystem}::{path}"], force: true, literalPath: true)[0];
}
