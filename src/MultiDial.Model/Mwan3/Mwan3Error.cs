using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.Mwan3;

/// <summary>The errors that only mwan3 knows.</summary>
internal static class Mwan3Error
{
    internal static MultiDialException NoNetworkInterface(string name, string cure) => Error.NotFound(Text.KindNetworkInterface, name, cure);

    internal static MultiDialException InterfaceInUse(string name, IEnumerable<string> members) =>
        new(ErrorId.InUse, Text.ErrorMwan3InterfaceInUse.With(name, string.Join(", ", members)), name, Text.CureMwan3InterfaceInUse.With(name));

    internal static MultiDialException MemberInUse(string name, IReadOnlyList<string> policies) =>
        new(ErrorId.InUse, Text.ErrorMwan3MemberInUse.With(name, string.Join(", ", policies)), name, Text.CureMwan3MemberInUse.With(string.Join(", ", policies)));

    internal static MultiDialException PolicyInUse(string name, IReadOnlyList<string> rules) =>
        new(ErrorId.InUse, Text.ErrorMwan3PolicyInUse.With(name, string.Join(", ", rules)), name, Text.CureMwan3PolicyInUse.With(string.Join(", ", rules)));
}
