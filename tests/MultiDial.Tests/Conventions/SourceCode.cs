using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MultiDial.Tests.Conventions;

/// <summary>The syntax of all files of the module.</summary>
internal static class SourceCode
{
    private static readonly Lazy<SyntaxNode[]> s_roots = new(() =>
        [.. Module.Sources("src").Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), new CSharpParseOptions(LanguageVersion.Preview), file).GetRoot())]);

    internal static IEnumerable<SyntaxNode> Roots => s_roots.Value;

    internal static IEnumerable<T> All<T>()
        where T : SyntaxNode => Roots.SelectMany(root => root.DescendantNodes().OfType<T>());

    /// <summary>A node as a message names it: file:line, then the text.</summary>
    internal static string Place(SyntaxNode node)
    {
        FileLinePositionSpan place = node.GetLocation().GetLineSpan();
        string text = string.Join(' ', node.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return $"{FileOf(node)}:{place.StartLinePosition.Line + 1}: {(text.Length > 160 ? text[..160] + "…" : text)}";
    }

    /// <summary>The file of a node, seen from the folder src.</summary>
    internal static string FileOf(SyntaxNode node) => Path.GetRelativePath(Module.PathOf("src"), node.SyntaxTree.FilePath).Replace('\\', '/');

    /// <summary>The name of the member that a node is in; empty if it is in none.</summary>
    internal static string MemberOf(SyntaxNode node) => node.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().FirstOrDefault() switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        FieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.Text,
        TypeDeclarationSyntax type => type.Identifier.Text,
        _ => "",
    };
}
