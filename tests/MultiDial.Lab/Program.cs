using System.Runtime.InteropServices;
using MultiDial.Testing;

if (args is not ["shell"])
{
    Console.Error.WriteLine("usage: dotnet run --project tests/MultiDial.Lab -- shell");
    return 2;
}

TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
try
{
    await using Lab lab = await Lab.StartAsync();
    Console.WriteLine($"""
        The router is up. Ctrl+C ends it.
          ssh -p {lab.SshPort} root@{lab.SshHost}
          password: {lab.Password}
          key file: {lab.KeyFile}
          host key: {lab.HostKeyFingerprints[0]}
        Run a command in the LAN or at the provider:
          nsenter {string.Join(' ', lab.Lan.Machine.EnterArguments)} busybox wget -q -O - http://203.0.113.1/
          nsenter {string.Join(' ', lab.Isp.Machine.EnterArguments)} cat /tmp/leases
        Lab process: {lab.ProcessId}
        """);
    await end.Task;
    return 0;
}
catch (LabException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

void End(PosixSignalContext context)
{
    context.Cancel = true;
    end.TrySetResult();
}
