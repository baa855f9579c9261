using MultiDial.Errors;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>The errors that only mwan3 knows.</summary>
internal static class Mwan3Error
{
    internal static MultiDialException NoNetworkInterface(string name, string cure) => Error.NotFound(Text.KindNetworkInterface, name, cure);

    internal static MultiDialException InterfaceInUse(string name, IEnumerable<string> members) =>
        new(ErrorId.InUse, Text.ErrorMwan3InterfaceInUse.With(name, string.Join(", ", members)), name, Text.CureMwan3InterfaceInUse.With(name));

    internal static MultiDialException MemberInUse(string name, IReadOnlyList<UciSection> policies, UciPackage mwan3) =>
        new(ErrorId.InUse, Text.ErrorMwan3MemberInUse.With(name, string.Join(", ", policies.Select(policy => policy.Id))), name,
            string.Join("; ", policies.Select(policy => Leave(name, policy, mwan3))));

    internal static MultiDialException PolicyInUse(string name, IReadOnlyList<string> rules) =>
        new(ErrorId.InUse, Text.ErrorMwan3PolicyInUse.With(name, string.Join(", ", rules)), name, Free(rules));

    // What leaves the other members of a policy, and its rules, at work. A policy without any member would send nothing anywhere.
    private static string Leave(string member, UciSection policy, UciPackage mwan3)
    {
        string[] others = [.. policy.Get((Mwan3Policy value) => value.Member).Where(other => other != member)], rules = Mwan3Policies.Rules(mwan3, policy.Id);
        return others.Length > 0 ? Text.CureMwan3MemberInUse.With(policy.Id, string.Join(", ", others))
            : rules.Length > 0 ? $"{Free(rules)}; {Text.CureMwan3PolicyEmpty.With(policy.Id)}"
            : Text.CureMwan3PolicyEmpty.With(policy.Id);
    }

    private static string Free(IEnumerable<string> rules) => Text.CureRuleToPolicy.With(string.Join(", ", rules), "default");
}
