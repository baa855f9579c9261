using System.Reflection;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using MultiDial.Help;

if (args is not [string assemblyPath, string modelPath, string automationPath, string folder, string translationPath, .. string[] commentsPaths])
{
    Console.Error.WriteLine("usage: MultiDial.Help MODULE.dll MODEL.dll System.Management.Automation.dll FOLDER HELP.CULTURE.txt COMMENTS.xml...");
    return 2;
}

var resolver = new PathAssemblyResolver([.. Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll"), automationPath, assemblyPath, modelPath]);
using var context = new MetadataLoadContext(resolver);
Assembly assembly = context.LoadFromAssemblyPath(assemblyPath);
var comments = new Comments(commentsPaths.Select(path => XDocument.Load(path)));
CmdletInfo[] cmdlets = [.. assembly.GetTypes().Where(CmdletInfo.IsCmdlet).Select(type => new CmdletInfo(type, comments))];
Type errorIds = context.LoadFromAssemblyPath(modelPath).GetType("MultiDial.Errors.ErrorId", throwOnError: true)!;
Write("en-US", Translation.None);
var translated = Translation.Read(translationPath);
Write(translated.Culture, translated);
return 0;

void Write(string culture, Translation translation)
{
    string place = Directory.CreateDirectory(Path.Combine(folder, culture)).FullName;
    // Nobody reads it as text, and indented it is twice as long.
    new Maml(translation).Document(cmdlets).Save(Path.Combine(place, "MultiDial.dll-Help.xml"), SaveOptions.DisableFormatting);
    File.WriteAllText(Path.Combine(place, AboutErrors.FileName), AboutErrors.Text(errorIds, comments, translation));
}
