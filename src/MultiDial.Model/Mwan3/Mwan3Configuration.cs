using MultiDial.Errors;
using MultiDial.Router;
using MultiDial.Uci;

namespace MultiDial.Mwan3;

/// <summary>/etc/config/mwan3 of a draft and of a state. A router that has none has no mwan3.</summary>
internal static class Mwan3Configuration
{
    extension(RouterDraft draft)
    {
        internal bool HasMwan3 => draft.Before.HasMwan3;

        /// <exception cref="MultiDialException">PackageMissing, UnsupportedRouter.</exception>
        internal UciPackage Mwan3 => draft.HasMwan3 ? draft.Package(ConfigurationFiles.Mwan3) : throw Missing(draft.Before);
    }

    extension(RouterState state)
    {
        internal bool HasMwan3 => state.Has(ConfigurationFiles.Mwan3);

        /// <exception cref="MultiDialException">PackageMissing, UnsupportedRouter.</exception>
        internal UciPackage Mwan3 => state.Find(ConfigurationFiles.Mwan3) ?? throw Missing(state);
    }

    // mwan4 takes the file away, and mwan3 cannot be installed beside it.
    private static MultiDialException Missing(RouterState state) => Mwan3Program.Refusal(state) ?? Error.PackageMissing(ConfigurationFiles.Mwan3);
}
