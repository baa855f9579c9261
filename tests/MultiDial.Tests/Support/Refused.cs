using MultiDial.Errors;
using MultiDial.Router;

namespace MultiDial.Tests;

/// <summary>Asserts about what the model refuses.</summary>
internal static class Refused
{
    /// <summary>The edit is refused with this error, and the draft stays as it was.</summary>
    internal static MultiDialException With(ErrorId id, RouterState before, params Action<RouterDraft>[] edits)
    {
        RouterDraft draft = States.Draft(before, edits[..^1]);
        string[] lines = draft.Lines();
        MultiDialException exception = Assert.Throws<MultiDialException>(() => draft.Edit(edits[^1]));
        Assert.Equal(id, exception.Id);
        Assert.NotEmpty(exception.RecommendedAction);
        Assert.Equal(lines, draft.Lines());
        return exception;
    }
}
