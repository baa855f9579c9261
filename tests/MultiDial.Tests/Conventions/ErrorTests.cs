using System.Management.Automation;
using System.Reflection;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MultiDial.Commands;
using MultiDial.Errors;

namespace MultiDial.Tests.Conventions;

/// <summary>What scripts and people get when something goes wrong.</summary>
public sealed class ErrorTests
{
    public static TheoryData<string> Ids => [.. Enum.GetNames<ErrorId>()];

    public static TheoryData<string> Factories => [.. FactoryMethods.Select(method => method.ToString()!)];

    private static IEnumerable<MethodInfo> FactoryMethods =>
        typeof(Error).GetMethods(BindingFlags.Static | BindingFlags.NonPublic).Where(method => method.ReturnType == typeof(MultiDialException));

    [Fact]
    public void The_ids_are_those_that_were_promised() => Assert.Equal(
        """
        NoSession HostKeyUnknown HostKeyChanged AuthenticationFailed ConnectionFailed OperationTimeout SessionBroken RemoteCommandFailed
        ConfigurationChanged UnreadableConfiguration NoSpace RouterBusy NotGuarded InstallationFailed StopFailed PackageMissing
        NotFound AlreadyExists InUse InvalidName InvalidValue Mwan3NotEmpty TooManyInterfaces ParentNotFound TransactionOpen NoTransaction RolledBack DialFailed UnsupportedRouter
        UnexpectedAnswer NoPendingChange NotTestable
        """.Split([' ', '\n']),
        Enum.GetNames<ErrorId>());

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_is_explained_in_the_help(string id)
    {
        string[] lines = File.ReadAllLines(Module.PathOf("en-US", "about_MultiDial_Errors.help.txt"));
        int line = Array.IndexOf(lines, "    " + id);
        Assert.True(line > 0, $"{id} is not listed.");
        Assert.Matches(@"^ {8}\S.*", lines[line + 1]);
        Assert.All(lines, text => Assert.InRange(text.Length, 0, 80));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_has_a_category_and_is_the_first_part_of_the_full_one(string id)
    {
        var exception = new MultiDialException(Enum.Parse<ErrorId>(id), "What went wrong.", "wan2", "Get-WanInterface");
        ErrorRecord record = ErrorRecords.From(exception);
        Assert.NotEqual(ErrorCategory.NotSpecified, record.CategoryInfo.Category);
        Assert.Equal(id, record.FullyQualifiedErrorId);
        Assert.Equal("wan2", record.TargetObject);
        Assert.Equal("Get-WanInterface", record.ErrorDetails.RecommendedAction);
        Assert.Equal("What went wrong.", record.ToString());
    }

    [Theory]
    [MemberData(nameof(Factories))]
    public void An_error_says_what_went_wrong_with_what_and_what_to_do(string factory)
    {
        MethodInfo method = FactoryMethods.Single(method => method.ToString() == factory);
        var error = (MultiDialException)method.Invoke(null, [.. method.GetParameters().Select(Sample)])!;
        Assert.EndsWith(".", error.Message.Replace("sample", ".", StringComparison.Ordinal).TrimEnd(')'), StringComparison.Ordinal);
        Assert.NotEmpty(error.RecommendedAction);
        Assert.NotNull(error.Target);
    }

    [Fact]
    public void What_is_caught_stays_as_the_cause() => Assert.Empty(SourceCode.All<CatchClauseSyntax>()
        .Where(clause => clause.Block.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Any(call => call.Expression.ToString().StartsWith("Error.", StringComparison.Ordinal) && !call.ArgumentList.Arguments.Any(argument => Names(argument, clause.Declaration?.Identifier.Text))))
        .Select(SourceCode.Place));

    private static bool Names(ArgumentSyntax argument, string? caught) => argument.Expression switch
    {
        IdentifierNameSyntax name => name.Identifier.Text == caught,
        InvocationExpressionSyntax { ArgumentList.Arguments: [var only] } => Names(only, caught),
        _ => false,
    };

    private static object? Sample(ParameterInfo parameter) => (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType) switch
    {
        var type when type == typeof(int) => 1,
        var type when type == typeof(TimeSpan) => TimeSpan.FromSeconds(1),
        var type when type == typeof(Exception) => new IOException("sample"),
        _ => "sample",
    };
}
