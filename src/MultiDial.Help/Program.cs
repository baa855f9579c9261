using System.Reflection;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using MultiDial.Help;

if (args is not [string assemblyPath, string commentsPath, string automationPath, string helpPath])
{
    Console.Error.WriteLine("usage: MultiDial.Help MODULE.dll MODULE.xml System.Management.Automation.dll HELP.xml");
    return 2;
}

var resolver = new PathAssemblyResolver([.. Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll"), automationPath, assemblyPath]);
using var context = new MetadataLoadContext(resolver);
Assembly assembly = context.LoadFromAssemblyPath(assemblyPath);
var comments = new Comments(XDocument.Load(commentsPath));
XDocument help = Maml.Document(assembly.GetTypes().Where(CmdletInfo.IsCmdlet).Select(type => new CmdletInfo(type, comments)));
Directory.CreateDirectory(Path.GetDirectoryName(helpPath)!);
// Nobody reads it as text, and indented it is twice as long.
help.Save(helpPath, SaveOptions.DisableFormatting);
Type errorIds = assembly.GetType("MultiDial.Errors.ErrorId", throwOnError: true)!;
File.WriteAllText(Path.Combine(Path.GetDirectoryName(helpPath)!, AboutErrors.FileName), AboutErrors.Text(errorIds, comments));
return 0;
