using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Lines;

/// <summary>The errors of the set of lines.</summary>
internal static class LinesError
{
    internal static MultiDialException NoLines(string router, string cure) => new(ErrorId.NotFound, Text.ErrorNoLines.With(router), router, cure);

    internal static MultiDialException OtherCount(string router, int count, int wanted) => Exists(router, Text.ErrorLinesCount.With(router, count), Text.CureLinesCount.With(wanted));

    internal static MultiDialException OtherIPv6(string router, MultiDialIPv6 mode, MultiDialIPv6 wanted) => Exists(router, Text.ErrorLinesIPv6.With(router, mode), Text.CureLinesIPv6.With(wanted));

    internal static MultiDialException OtherPolicy(string router, string policy) => Exists(router, Text.ErrorLinesPolicy.With(router, policy), Text.CureLinesExist);

    internal static MultiDialException OtherName(string router, int number, string name, string wanted) =>
        Exists(router, Text.ErrorLinesName.With(router, number, name, wanted), Text.CureLinesExist);

    internal static MultiDialException OtherValues(RouterDraft draft, IReadOnlyList<UciDifference> changes)
    {
        string router = draft.Before.Session.Name;
        LinesDifference[] known = LinesDifference.Of(draft, changes);
        return known.Length > 0 ? Exists(router, Text.ErrorLinesValues.With(router, LinesDifference.Words(known)), LinesDifference.Commands(known))
            : Exists(router, Text.ErrorLinesValues.With(router, string.Join(", ", RouterApplier.Describe(changes))), Text.CureLinesExist);
    }

    internal static MultiDialException NotAll(IReadOnlyCollection<string> named, int all) =>
        new(ErrorId.InvalidValue, Text.ErrorNotAllLines.With(string.Join(", ", named), all), string.Join(", ", named), Text.CureNotAllLines.With(all - named.Count));

    internal static MultiDialException LastMember(string rule, string policy, string cure) => new(ErrorId.InUse, Text.ErrorLastMember.With(policy, rule), rule, cure);

    internal static MultiDialException NameTaken(string name, string cure) => Error.AlreadyExists(Text.KindInterface, name, cure);

    private static MultiDialException Exists(string router, string message, string remedy) => new(ErrorId.AlreadyExists, message, router, remedy);
}
