using System.Diagnostics;

namespace MultiDial.Tests.Transport;

/// <summary>An ssh-agent, which ends with the test.</summary>
internal sealed class AgentProcess : IDisposable
{
    private readonly Process _process;

    private AgentProcess(Process process, string socket) => (_process, Socket) = (process, socket);

    internal string Socket { get; }

    internal static async Task<AgentProcess> StartAsync(TempFolder folder)
    {
        string socket = folder["agent"];
        Process process = Process.Start(new ProcessStartInfo("ssh-agent", ["-D", "-a", socket]) { RedirectStandardOutput = true })!;
        await Poll.UntilAsync(() => File.Exists(socket), TimeSpan.FromSeconds(10), "the agent listens");
        return new AgentProcess(process, socket);
    }

    internal Task AddAsync(params string[] arguments) => Tool.RunAsync("env", [$"SSH_AUTH_SOCK={Socket}", "ssh-add", "-q", .. arguments]);

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
