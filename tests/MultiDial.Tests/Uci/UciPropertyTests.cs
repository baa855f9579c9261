using FsCheck.Fluent;
using MultiDial.Remote;
using MultiDial.Uci;

namespace MultiDial.Tests.Uci;

public sealed class UciPropertyTests
{
    [Fact]
    public void A_file_that_is_not_edited_keeps_every_byte() => UciGenerators.Check(UciGenerators.File, text =>
    {
        UciPackage package = UciPackage.Parse("p", text);
        Assert.Equal(text, package.ToText());
        foreach (UciSection section in package.Sections)
        {
            foreach (UciOption option in section.Options)
            {
                SetAsItIs(section, option);
            }
        }

        Assert.Equal(text, package.ToText());
        Assert.Equal(text, package.Clone().ToText());
    });

    [Fact]
    public void Text_after_edits_says_what_the_model_says() => UciGenerators.Check(Edited, edited =>
    {
        (string text, UciEdit[] edits) = edited;
        UciPackage package = UciPackage.Parse("p", text);
        foreach (UciEdit edit in edits)
        {
            edit.Apply(package);
            Assert.Equal(UciPrint.Export(package), UciPrint.Export(UciPackage.Parse("p", package.ToText())));
        }
    });

    [Fact]
    public void Sections_that_are_not_edited_keep_their_bytes() => UciGenerators.Check(Edited, edited =>
    {
        (string text, UciEdit[] edits) = edited;
        UciPackage package = UciPackage.Parse("p", text);
        foreach (UciEdit edit in edits)
        {
            Dictionary<UciSection, string> before = package.Sections.ToDictionary(section => section, Text);
            UciSection? changed = edit.Apply(package);
            foreach (UciSection section in package.Sections.Where(section => section != changed && before.ContainsKey(section)))
            {
                Assert.Equal(before[section], Text(section));
            }
        }
    });

    [Fact]
    public void A_section_is_found_by_its_id_whatever_was_edited() => UciGenerators.Check(Edited, edited =>
    {
        (string text, UciEdit[] edits) = edited;
        UciPackage package = UciPackage.Parse("p", text);
        foreach (UciEdit edit in edits)
        {
            string[] before = [.. package.Sections.Select(section => section.Id)];
            edit.Apply(package);
            Assert.All(before.Concat(package.Sections.Select(section => section.Id)), id =>
                Assert.Same(package.Sections.FirstOrDefault(section => section.Id == id), package.Find(id)));
        }
    });

    // As libuci does, which takes the first that it comes to.
    [Fact]
    public void Of_two_sections_with_the_same_id_the_first_is_found()
    {
        string id = UciPackage.MakeUpName("rule", 2);
        UciPackage package = UciPackage.Parse("p", $"config other '{id}'\n\nconfig rule\n");
        UciSection[] sections = [.. package.Sections];
        Assert.Equal([id, id], sections.Select(section => section.Id));
        Assert.Same(sections[0], package.Find(id));
        package.Move(sections[0], 1);
        Assert.Same(sections[1], package.Find(id));
        Assert.Null(package.Clone().Find(id)!.Name);
        package.Remove(sections[1]);
        Assert.Same(sections[0], package.Find(id));
    }

    [Fact]
    public void A_section_that_comes_and_goes_leaves_no_trace() => UciGenerators.Check(Edited, edited =>
    {
        (string text, UciEdit[] edits) = edited;
        UciPackage package = UciPackage.Parse("p", text);
        UciSection section = package.AddSection("rule");
        foreach (UciEdit edit in edits)
        {
            section.SetList(edit.Option, edit.Values);
        }

        package.Remove(section);
        Assert.Equal(text, package.ToText());
    });

    [Fact]
    public void Changes_carried_out_one_by_one_lead_to_the_same() => UciGenerators.Check(Edited, edited =>
    {
        (string text, UciEdit[] edits) = edited;
        UciPackage before = UciPackage.Parse("p", text);
        UciPackage after = before.Clone();
        foreach (UciEdit edit in edits)
        {
            edit.Apply(after);
        }

        UciPackage replayed = before.Clone();
        foreach (UciDifference change in UciDiff.Compare(before, after))
        {
            Replay(replayed, change);
        }

        Assert.Equal(Sorted(after), Sorted(replayed));
    });

    private static FsCheck.Gen<(string Text, UciEdit[] Edits)> Edited { get; } =
        from text in UciGenerators.File
        from edits in UciGenerators.Edits
        select (text, edits);

    private static void SetAsItIs(UciSection section, UciOption option)
    {
        if (option.IsList)
        {
            section.SetList(option.Name, option.Values);
        }
        else
        {
            section.Set(option.Name, option.Value);
        }
    }

    // Without what joins two statements on one line, which goes when one of them changes.
    private static string Text(UciSection section) =>
        string.Join('\n', section.Lines.Select(line => line.IsJoined ? line.Text[..line.Text.LastIndexOf(';')].TrimEnd() : line.Text.TrimEnd()));

    private static string Sorted(UciPackage package) => string.Join("\n\n", package.Sections.Select(section =>
        $"{section.Type} {section.Name}\n" + string.Join('\n', section.Options
            .Select(option => $"{option.Name} {option.IsList} {string.Join(' ', option.Values.Select(Shell.Quote))}")
            .Order(StringComparer.Ordinal))));

    private static void Replay(UciPackage package, UciDifference change)
    {
        UciSection? section = package.Find(change.Section);
        string option = change.Option ?? "";
        switch (change.Kind)
        {
            case UciChangeKind.AddSection:
                string? name = change.Section.StartsWith("cfg", StringComparison.Ordinal) ? null : change.Section;
                Assert.Equal(change.Section, package.AddSection(change.NewValue!, name).Id);
                break;
            case UciChangeKind.RemoveSection:
                package.Remove(section!);
                break;
            case UciChangeKind.SetOption:
                section!.Set(option, change.NewValue);
                break;
            case UciChangeKind.RemoveOption:
                section!.Unset(option);
                break;
            case UciChangeKind.AddListItem:
                section!.SetList(option, [.. section.GetList(option), change.NewValue!]);
                break;
            case UciChangeKind.RemoveListItem:
                section!.SetList(option, section.GetList(option).Where(item => item != change.OldValue));
                break;
            default:
                package.Move(section!, int.Parse(change.NewValue!, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }
}
