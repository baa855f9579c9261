using System.Reflection;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using MultiDial.Help;

if (args is not [string assemblyPath, string modelPath, string automationPath, string helpPath, .. string[] commentsPaths])
{
    Console.Error.WriteLine("usage: MultiDial.Help MODULE.dll MODEL.dll System.Management.Automation.dll HELP.xml COMMENTS.xml...");
    return 2;
}

var resolver = new PathAssemblyResolver([.. Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll"), automationPath, assemblyPath, modelPath]);
using var context = new MetadataLoadContext(resolver);
Assembly assembly = context.LoadFromAssemblyPath(assemblyPath);
var comments = new Comments(commentsPaths.Select(path => XDocument.Load(path)));
XDocument help = Maml.Document(assembly.GetTypes().Where(CmdletInfo.IsCmdlet).Select(type => new CmdletInfo(type, comments)));
Directory.CreateDirectory(Path.GetDirectoryName(helpPath)!);
// Nobody reads it as text, and indented it is twice as long.
help.Save(helpPath, SaveOptions.DisableFormatting);
Type errorIds = context.LoadFromAssemblyPath(modelPath).GetType("MultiDial.Errors.ErrorId", throwOnError: true)!;
File.WriteAllText(Path.Combine(Path.GetDirectoryName(helpPath)!, AboutErrors.FileName), AboutErrors.Text(errorIds, comments));
return 0;
