namespace MultiDial.Remote;

/// <summary>What the router is doing.</summary>
/// <param name="Words">In words.</param>
/// <param name="Number">Which step it is, from 1.</param>
/// <param name="Total">How many steps there are; 0 if nobody knows.</param>
internal sealed record RouterProgress(string Words, int Number, int Total);
