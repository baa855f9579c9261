namespace MultiDial.Tests.Conventions;

/// <summary>Whoever reads a room need only know those below it. The compiled code tells who uses whom.</summary>
public sealed class LayerTests(ITestOutputHelper output)
{
    private static readonly string s_model = Module.PathOf("bin", "MultiDial.Model.dll");

    private static readonly Lazy<IReadOnlyList<CodeType>> s_types = new(() =>
    [
        .. CodeGraph.Read(s_model),
        .. CodeGraph.Read(Module.PathOf("bin", "MultiDial.dll")),
        .. CodeGraph.Read(Module.PathOf("bin", "deps", "MultiDial.Ssh.dll")),
    ]);

    [Fact]
    public void Rooms_use_only_rooms_below_them() => AssertLayers(type => type.Room);

    // What cmdlets give is in MultiDial itself, wherever its file lies.
    [Fact]
    public void Namespaces_use_only_namespaces_below_them() => AssertLayers(type => type.Namespace);

    [Fact]
    public void The_model_is_compiled_without_PowerShell_and_SSH() =>
        Assert.DoesNotContain(CodeGraph.References(s_model), name => name is "System.Management.Automation" or "Renci.SshNet");

    [Fact]
    public void The_model_does_not_speak_of_PowerShells_engine() =>
        Assert.DoesNotContain(Module.Sources("src/MultiDial.Model"), file =>
            File.ReadAllText(file).Contains("System.Management.Automation", StringComparison.Ordinal));

    private void AssertLayers(Func<CodeType, string> groupOf)
    {
        IReadOnlyList<string[]> layers = new LayerPlan(s_types.Value, groupOf).Layers(out IReadOnlyList<string> circles);
        string picture = LayerPlan.Picture(layers);
        output.WriteLine(picture);
        Assert.True(circles.Count == 0, $"These use each other in a circle:\n{string.Join('\n', circles)}\n\nBelow them:\n{picture}");
    }
}
