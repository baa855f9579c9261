using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.Watch;

/// <summary>The errors of the watch.</summary>
internal static class WatchError
{
    internal static MultiDialException None(string router) => new(ErrorId.NotFound, Text.ErrorNoWatch.With(router), router, "Register-MultiDialWatch");
}
