using System.Management.Automation;
using System.Security;
using MultiDial.Errors;
using MultiDial.Lines;
using MultiDial.Network;
using MultiDial.Texts;

namespace MultiDial.Commands;

/// <summary>A row of New-MultiDial: one line, so each of its cells is one value, also where the command line takes a list.</summary>
internal static class LineRow
{
    /// <param name="row">The row.</param>
    /// <param name="credential">The account on the command line, which wins.</param>
    /// <param name="userName">The user name on the command line.</param>
    /// <param name="password">The password on the command line.</param>
    /// <exception cref="MultiDialException">InvalidValue: a cell has more than one value, or a password no user.</exception>
    internal static LineRequest Of(Row row, PSCredential? credential, string? userName, SecureString? password) => new()
    {
        Name = One<string>(row, nameof(NewMultiDialCommand.Name)),
        Protocol = row.Own<WanProtocol?>(nameof(NewMultiDialCommand.Protocol)),
        Credential = credential is null ? Account(row, userName, password) : null,
        Weight = One<int?>(row, nameof(NewMultiDialCommand.Weight)),
        MacAddress = One<string>(row, nameof(NewMultiDialCommand.MacAddress)),
        Mtu = row.Own<int?>(nameof(NewMultiDialCommand.Mtu)),
        Parent = One<string>(row, nameof(NewMultiDialCommand.Parent)),
        Address = One<string>(row, nameof(NewMultiDialCommand.Address)),
        Gateway = One<string>(row, nameof(NewMultiDialCommand.Gateway)),
        Dns = row.Own<string[]>(nameof(NewMultiDialCommand.Dns)),
    };

    // The command line may have one half of the account, for all rows.
    private static InterfaceCredential? Account(Row row, string? userName, SecureString? password)
    {
        const string User = nameof(NewMultiDialCommand.UserName), Secret = nameof(NewMultiDialCommand.Password);
        if (row.Own<PSCredential>(nameof(NewMultiDialCommand.Credential)) is { } whole)
        {
            return InterfaceParameters.Of(whole);
        }

        if (!row.Has(User) && !row.Has(Secret))
        {
            return null;
        }

        string user = row.Or(userName, User) ?? throw Error.InvalidCell(row.Number, Secret, "***", Text.RuleRowAccount);
        return InterfaceParameters.Of(user, row.Or(password, Secret) ?? throw Error.InvalidCell(row.Number, User, user, Text.RuleRowPassword));
    }

    private static T? One<T>(Row row, string parameter) => row.Own<Array>(parameter) switch
    {
        null => default,
        { Length: 1 } list => (T?)list.GetValue(0),
        var list => throw Error.InvalidCell(row.Number, parameter, string.Join(' ', list.Cast<object>()), Text.RuleOneValue),
    };
}
