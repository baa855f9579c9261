using MultiDial.Uci;

namespace MultiDial.Router;

/// <summary>What mwan3 must do after its configuration changed: as little as will do.</summary>
/// <param name="Restart">Whether interfaces or globals changed, which only a restart takes up.</param>
/// <param name="RemovedPolicies">Policies whose chains have to go; mwan3 itself leaves them.</param>
internal sealed record Mwan3Reload(bool Restart, IReadOnlyList<string> RemovedPolicies)
{
    private static readonly string[] s_light = ["member", "policy", "rule"];

    internal static Mwan3Reload? For(UciPackage before, UciPackage after)
    {
        var types = UciDiff.Compare(before, after)
            .Select(change => (after.Find(change.Section) ?? before.Find(change.Section))?.Type)
            .ToHashSet();
        if (types.Count == 0)
        {
            return null;
        }

        string[] removed = [.. before.OfType("policy").Select(policy => policy.Id).Where(id => after.Find(id) is null)];
        return new Mwan3Reload(types.Any(type => !s_light.Contains(type)), removed);
    }

    /// <summary>The call in apply.sh that does it.</summary>
    internal (string Command, string[] Arguments) Call => Restart ? ("mwan3_restart", []) : ("mwan3_rules", [.. RemovedPolicies]);

    public override string ToString() => Restart ? "restart mwan3" : "reload the policies and rules of mwan3";
}
