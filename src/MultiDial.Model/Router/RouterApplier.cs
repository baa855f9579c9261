using MultiDial.Errors;
using MultiDial.Remote;
using MultiDial.Texts;
using MultiDial.Uci;

namespace MultiDial.Router;

/// <summary>The one place where the router is changed.</summary>
/// <param name="followers">The services that take changes up in ways of their own.</param>
/// <param name="checks">What must hold before a change may stay.</param>
/// <param name="refusals">What may say of a draft why it must not be made.</param>
/// <param name="advisers">What may warn of a draft as a whole, before it is made.</param>
internal sealed class RouterApplier(
    IReadOnlyList<Follower> followers, IReadOnlyList<Func<RouterDraft, MultiDialException?>> refusals, IReadOnlyList<Func<RouterDraft, string?>> advisers, IReadOnlyList<RouterCheck> checks)
{
    /// <summary>What the user is shown: every option, then what is run.</summary>
    internal IEnumerable<string> Describe(RouterDraft draft) =>
        draft.Changes.Select(change => Of(draft, change) is { } whose ? Text.WhatIfSection.With(Describe(change), whose) : Describe(change))
            .Concat(draft.Steps.Where(step => step.Time == StepTime.Before).Select(step => Text.WhatIfRun.With(step)))
            .Concat(Reloads(draft))
            .Concat(draft.Steps.Where(step => step.Time == StepTime.After).Select(step => Text.WhatIfRun.With(step)));

    /// <summary>Each change in the words of `uci changes`, and what was there before.</summary>
    internal static IEnumerable<string> Describe(IEnumerable<UciDifference> changes) => changes.Select(Describe);

    /// <summary>Why the change must not be made; null if it may.</summary>
    internal MultiDialException? Refusal(RouterDraft draft) => refusals.Select(refusal => refusal(draft)).FirstOrDefault(refusal => refusal is not null);

    /// <summary>What the user should know before the change is made.</summary>
    internal IEnumerable<string> Warnings(RouterDraft draft) => draft.Warnings
        .Concat(advisers.Select(adviser => adviser(draft)).OfType<string>())
        .Concat(draft.Changed.Where(package => draft.Before.HasPending(package.Name)).Select(package => Text.WarningPending.With(package.Name, draft.Before.Session.Name)));

    /// <summary>Applies the draft: under the router's guard where it could cut the way to the router.</summary>
    internal async Task<AppliedChange> ApplyAsync(RouterDraft draft, IReadOnlyCollection<StatePart> parts, CancellationToken cancellation)
    {
        OpenWrtSession session = draft.Before.Session;
        string marker = RouterReader.NewMarker();
        var scripts = new ChangeScript(draft, followers, checks, parts);
        if (draft.IsGuarded)
        {
            return await new GuardedChange(draft, scripts, parts).RunAsync(cancellation).ConfigureAwait(false);
        }

        RemoteTrace.Current?.Step(Text.StepWorking.With(session.Name, string.Join("; ", draft.Steps)));
        RemoteResult result = await session.RunAsync(scripts.Run(marker), draft.WaitAtMost, cancellation).ConfigureAwait(false);
        RouterAnswer answer = RouterAnswer.ReadWhole(session, marker, result, Text.ErrorChangingFailed.With(session.Name));
        answer.ThrowIfFailed(session, result);
        return AppliedChange.From(session, answer, parts);
    }

    private static string Describe(UciDifference change) =>
        change is { Kind: UciChangeKind.SetOption or UciChangeKind.RemoveOption, OldValue: { } old } ? Text.WhatIfChange.With(change, Shell.Quote(old)) : change.ToString();

    // What people call a section that has no name, as a zone, whose made-up name says nothing.
    private static string? Of(RouterDraft draft, UciDifference change)
    {
        UciPackage package = draft.Changed.First(one => one.Name == change.Package);
        UciSection? section = (package.Find(change.Section) ?? draft.Before.Find(change.Package)?.Find(change.Section)) is { Name: null } anonymous ? anonymous : null;
        return section?.Get("name") is { } name ? $"{section.Type} {Shell.Quote(name)}" : null;
    }

    private IEnumerable<string> Reloads(RouterDraft draft) => draft.Changed
        .Where(package => followers.All(follower => follower.Replaces != package.Name))
        .Select(package => Text.WhatIfReload.With(package.Name))
        .Concat(followers.Select(follower => follower.Of(draft)).OfType<Following>().SelectMany(following => following.Steps));
}
