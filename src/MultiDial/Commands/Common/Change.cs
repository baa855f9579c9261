using MultiDial.Router;

namespace MultiDial.Commands;

/// <summary>One thing that a cmdlet was asked to change.</summary>
/// <param name="Edit">Makes the change in the draft; throws if the thing is refused.</param>
/// <param name="Result">Finds the object or objects to emit in the state after the change, null for none; throws if the change had not the effect that was asked for.</param>
/// <param name="Warning">What the user should know about the state after the change; null for nothing.</param>
/// <param name="Check">Throws if the change had not the effect that was asked for, though the result shows.</param>
internal sealed record Change(
    Action<RouterDraft> Edit,
    Func<RouterState, object?>? Result = null,
    Func<RouterState, string?>? Warning = null,
    Action<RouterState>? Check = null);
