using System.Runtime.InteropServices;
using MultiDial.Testing;
using MultiDial.Testing.Demo;

CancellationTokenSource end = new();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
try
{
    return args switch
    {
        [] => await Demonstration.RunAsync(end.Token),
        ["shell"] => await Demonstration.ShellAsync(end.Token),
        ["pppoe"] => await PppoeDemonstration.ShellAsync(end.Token),
        _ => Usage(),
    };
}
catch (LabException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
catch (OperationCanceledException) when (end.IsCancellationRequested)
{
    return 130;
}

static int Usage()
{
    Console.Error.WriteLine("""
        usage: dotnet run --project tests/MultiDial.Lab             the tutorial on a lab router, and what came of it
               dotnet run --project tests/MultiDial.Lab -- shell    a lab router to play with
               dotnet run --project tests/MultiDial.Lab -- pppoe    one that dials by PPPoE, in a virtual machine
        """);
    return 2;
}

void End(PosixSignalContext context)
{
    context.Cancel = true;
    end.Cancel();
}
