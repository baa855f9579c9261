using MultiDial.Errors;
using MultiDial.Texts;

namespace MultiDial.Verification.Balance;

/// <summary>Why a policy cannot be tested.</summary>
internal static class BalanceError
{
    internal static MultiDialException NotRunning(OpenWrtSession session) =>
        new(ErrorId.NotTestable, Text.ErrorBalanceNotRunning.With(session.Name), session.Name, Text.RemedyStartMwan3.With(session.Login));

    internal static MultiDialException NoRule(OpenWrtSession session) =>
        new(ErrorId.NotTestable, Text.ErrorBalanceNoRule.With(session.Name), session.Name, Text.CureBalanceNoRule);

    internal static MultiDialException NoLine(string policy) =>
        new(ErrorId.NotTestable, Text.ErrorBalanceNoLine.With(policy), policy, "Get-Mwan3Status");

    internal static MultiDialException NoWay(string policy) =>
        new(ErrorId.NotTestable, Text.ErrorBalanceNoWay.With(policy), policy, Text.CureBalanceNoWay.With(policy));

    internal static MultiDialException NotInKernel(string policy) =>
        new(ErrorId.NotTestable, Text.ErrorBalanceNotInKernel.With(policy), policy, "Get-Mwan3Status");

    internal static MultiDialException Changed(string policy) =>
        new(ErrorId.NotTestable, Text.ErrorBalanceChanged.With(policy), policy, Text.CureBalanceAgain.With(policy));

    internal static MultiDialException Lost(string policy, string rule, long arrived, int made) =>
        new(ErrorId.NotTestable, Text.ErrorBalanceLost.With(policy, rule, arrived, made), policy, "Test-MultiDialConfiguration");

    internal static MultiDialException TooFew(string policy, int given, int least) =>
        new(ErrorId.InvalidValue, Text.ErrorBalanceTooFew.With(given, policy, ChiSquare.LeastExpected), given, Text.CureBalanceTooFew.With(policy, least));
}
