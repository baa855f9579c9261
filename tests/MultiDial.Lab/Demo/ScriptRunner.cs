using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace MultiDial.Testing.Demo;

/// <summary>Runs a script statement by statement in an embedded PowerShell, and shows each with what it returned.</summary>
internal static class ScriptRunner
{
    /// <summary>The module as it was built from this checkout.</summary>
    internal static string ModulePath
    {
        get
        {
            string? folder = AppContext.BaseDirectory;
            while (folder is not null && !File.Exists(Path.Combine(folder, "MultiDial.psd1")))
            {
                folder = Path.GetDirectoryName(folder);
            }

            return Path.Combine(folder ?? throw new LabException("MultiDial.psd1 is in no folder above the lab."), "MultiDial.psd1");
        }
    }

    /// <summary>Runs the script; stops at the first error.</summary>
    /// <returns>Whether there was none.</returns>
    internal static bool Run(string path, string password)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(ModulePath);
        using Runspace runspace = RunspaceFactory.CreateRunspace(new DemoHost(password), state);
        runspace.Open();
        var tables = new ObjectTables(Path.Combine(Path.GetDirectoryName(ModulePath)!, "bin", "MultiDial.Format.ps1xml"));
        ScriptBlockAst script = Parser.ParseFile(path, out _, out ParseError[] errors);
        foreach (ParseError error in errors)
        {
            Console.Error.WriteLine(error);
        }

        return errors.Length == 0 && script.EndBlock!.Statements.All(statement => RunStatement(runspace, statement.Extent.Text, tables));
    }

    private static bool RunStatement(Runspace runspace, string statement, ObjectTables tables)
    {
        Console.WriteLine($"PS> {statement}");
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddScript(statement);
        shell.Streams.Warning.DataAdded += (_, added) => Console.WriteLine($"WARNING: {shell.Streams.Warning[added.Index]}");
        try
        {
            Collection<PSObject> objects = shell.Invoke();
            tables.Write(objects);
        }
        catch (RuntimeException exception)
        {
            shell.Streams.Error.Add(exception.ErrorRecord);
        }

        foreach (ErrorRecord error in shell.Streams.Error)
        {
            Console.WriteLine($"ERROR {error.FullyQualifiedErrorId}: {error}");
            Console.WriteLine($"  {error.ErrorDetails?.RecommendedAction}");
        }

        return shell.Streams.Error.Count == 0;
    }
}
