using FsCheck.Fluent;
using MultiDial.Errors;
using MultiDial.Uci;

namespace MultiDial.Tests.Uci;

/// <summary>Typed patches: what is not given stays, what is removed goes, and what is set comes back as it was given.</summary>
public sealed class UciPatchTests
{
    private const string Before = "config thing 'one'\n\toption word 'old' # note\n\toption number '7'\n\tlist words 'a'\n\toption unknown 'kept'\n";

    private enum Colour
    {
        Red,

        [UciWord("dark-blue")]
        DarkBlue,
    }

    [Fact]
    public void What_is_set_is_read_back_as_it_was()
    {
        var all = from word in UciGenerators.Value
                  from words in UciGenerators.Value.ArrayOf()
                  from number in Gen.Choose(1, 9)
                  from seconds in Gen.Choose(5, int.MaxValue)
                  from flag in Gen.Elements(true, false)
                  from colour in Gen.Elements(Colour.Red, Colour.DarkBlue)
                  select (word, words, number, seconds, flag, colour);
        UciGenerators.Check(all, given =>
        {
            UciSection section = Section();
            new UciPatch<Thing>()
                .Set(thing => thing.Word, given.word)
                .Set(thing => thing.Words, given.words)
                .Set(thing => thing.Number, given.number)
                .Set(thing => thing.Time, TimeSpan.FromSeconds(given.seconds))
                .Set(thing => thing.Flag, given.flag)
                .Set(thing => thing.Colour, given.colour)
                .Write(section);
            Thing read = UciCodec.Read<Thing>(section);
            Assert.Equal(given.word.Length == 0 ? null : given.word, read.Word);
            Assert.Equal(given.words, read.Words);
            Assert.Equal((given.number, TimeSpan.FromSeconds(given.seconds), given.flag, given.colour), (read.Number, read.Time, read.Flag, read.Colour));
            Assert.Equal("kept", section.Get("unknown"));
        });
    }

    [Fact]
    public void Not_given_removed_and_set_are_three_things()
    {
        UciPatch<Thing> patch = new UciPatch<Thing>().Set(thing => thing.Word, "new").Remove(thing => thing.Number);
        Assert.Equal((true, true, false), (patch.Has(thing => thing.Word), patch.Has(thing => thing.Number), patch.Has(thing => thing.Words)));
        Assert.Equal(("new", null, null), (patch.Get(thing => thing.Word), patch.Get(thing => thing.Number), patch.Get(thing => thing.Words)));
        UciSection section = Section();
        patch.Write(section);
        Assert.Equal(["word=new", "words=a", "unknown=kept"], section.Options.Select(option => $"{option.Name}={option.Value}"));
    }

    [Fact]
    public void A_null_that_is_set_removes_and_one_that_is_not_needed_is_not_given()
    {
        Assert.True(new UciPatch<Thing>().Set(thing => thing.Number, null).Has(thing => thing.Number));
        Assert.True(new UciPatch<Thing>().SetUnlessNull(thing => thing.Number, null).IsEmpty);
        Assert.True(new UciPatch<Thing>().Set(thing => thing.Number, 3).Without(thing => thing.Number).IsEmpty);
        UciSection section = Section();
        new UciPatch<Thing>().Set(thing => thing.Words, []).Write(section);
        Assert.False(section.Has("words"));
    }

    [Fact]
    public void A_patch_does_not_change_when_another_is_made_of_it()
    {
        UciPatch<Thing> first = new UciPatch<Thing>().Set(thing => thing.Number, 3);
        UciPatch<Thing> second = first.Set(thing => thing.Number, 4);
        Assert.Equal((3, 4), (first.Get(thing => thing.Number), second.Get(thing => thing.Number)));
    }

    [Fact]
    public void An_empty_patch_leaves_every_byte()
    {
        var package = UciPackage.Parse("p", Before);
        new UciPatch<Thing>().Write(package.Sections[0]);
        Assert.Equal(Before, package.ToText());
    }

    [Fact]
    public void What_is_so_already_is_known_without_a_change()
    {
        UciSection section = Section();
        Assert.True(new UciPatch<Thing>().IsOf(section));
        Assert.True(new UciPatch<Thing>().Set(thing => thing.Word, "old").Remove(thing => thing.Flag).IsOf(section));
        Assert.False(new UciPatch<Thing>().Remove(thing => thing.Number).IsOf(section));
        Assert.False(new UciPatch<Thing>().Set(thing => thing.Words, ["a", "b"]).IsOf(section));
        Assert.Equal(7, section.Get((Thing thing) => thing.Number));
    }

    [Fact]
    public void A_trial_on_one_section_says_what_a_trial_on_the_whole_file_says() => UciGenerators.Check(
        from text in UciGenerators.File from values in UciGenerators.Value.ArrayOf() select (text, values), given =>
        {
            var package = UciPackage.Parse("p", given.text);
            foreach (UciSection section in package.Sections)
            {
                Action<UciSection>[] edits = [one => one.SetList("up", given.values), one => one.Set("up", section.Get("in")), one => one.Set("up", section.Get("up")), one => one.Unset("src_ip")];
                foreach (Action<UciSection> edit in edits)
                {
                    UciPackage whole = package.Clone();
                    edit(whole.Find(section.Id)!);
                    Assert.Equal(whole.ToText() == given.text, section.IsAlready(edit));
                }
            }

            Assert.Equal(given.text, package.ToText());
        });

    [Theory]
    [InlineData(0, "Give a whole number from 1 to 9.")]
    [InlineData(10, "Give a whole number from 1 to 9.")]
    public void A_number_out_of_range_is_refused_by_the_parameters_name(int number, string rule)
    {
        MultiDialException refused = Assert.Throws<MultiDialException>(() => new UciPatch<Thing>().Set(thing => thing.Number, number).Write(Section()));
        Assert.Equal((ErrorId.InvalidValue, FormattableString.Invariant($"'{number}' is not a valid value for -Number. {rule}")), (refused.Id, refused.Message));
    }

    [Theory]
    [InlineData(4.0, "Give at least 5 s, in whole seconds.")]
    [InlineData(5.5, "Give whole seconds.")]
    public void A_duration_is_whole_seconds_within_its_range(double seconds, string rule)
    {
        MultiDialException refused = Assert.Throws<MultiDialException>(() => Section().Set((Thing thing) => thing.Time, TimeSpan.FromSeconds(seconds)));
        Assert.Contains(rule, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("option colour 'green'", null)]
    [InlineData("option colour 'Red'", null)]
    [InlineData("option colour 'dark-blue'", "DarkBlue")]
    [InlineData("option loud 'RED'", "Red")]
    [InlineData("option flag 'on'", "True")]
    [InlineData("option flag 'enabled'", "True")]
    [InlineData("option flag 'maybe'", "False")]
    [InlineData("option number 'many'", null)]
    [InlineData("option names 'a  b'", "a,b")]
    [InlineData("list names 'a'\n\tlist names 'b c'", "a,b,c")]
    [InlineData("option words 'a b'", "a b")]
    public void Words_are_read_as_the_router_reads_them(string option, string? expected)
    {
        UciSection section = UciPackage.Parse("p", $"config thing 'one'\n\t{option}\n").Sections[0];
        object? value = option.Split(' ')[1] switch
        {
            "colour" => section.Get((Thing thing) => thing.Colour),
            "loud" => section.Get((Thing thing) => thing.Loud),
            "flag" => section.Get((Thing thing) => thing.Flag),
            "number" => section.Get((Thing thing) => thing.Number),
            "names" => string.Join(',', section.Get((Thing thing) => thing.Names)),
            _ => string.Join(',', section.Get((Thing thing) => thing.Words)),
        };
        Assert.Equal(expected, value?.ToString());
    }

    [Fact]
    public void Without_an_option_or_a_section_the_routers_default_shows()
    {
        UciSection empty = UciPackage.Parse("p", "config thing 'one'\n").Sections[0];
        foreach (UciSection? section in new[] { empty, null })
        {
            Assert.Equal((true, null, null), (section.Get((Thing thing) => thing.Flag), section.Get((Thing thing) => thing.Word), section.Get((Thing thing) => thing.Number)));
            Assert.Empty(section.Get((Thing thing) => thing.Words));
            Assert.True(UciCodec.Fill(new Thing(), section).Flag);
        }
    }

    [Fact]
    public void A_property_that_is_no_option_is_a_mistake_of_the_program() =>
        Assert.Throws<InvalidOperationException>(() => new UciPatch<Thing>().Has(thing => thing.NoOption));

    private static UciSection Section() => UciPackage.Parse("p", Before).Sections[0];

    private sealed class Thing
    {
        [UciOption("word")]
        public string? Word { get; set; }

        [UciOption("number", Min = 1, Max = 9)]
        public int? Number { get; set; }

        [UciOption("time", Min = 5)]
        public TimeSpan? Time { get; set; }

        [UciOption("flag", Default = "1")]
        public bool? Flag { get; set; }

        [UciOption("colour")]
        public Colour? Colour { get; set; }

        [UciOption("loud", IgnoresCase = true)]
        public Colour? Loud { get; set; }

        [UciOption("words")]
        public string[] Words { get; set; } = [];

        [UciOption("names", IsWords = true)]
        public string[] Names { get; set; } = [];

        public string? NoOption { get; set; }
    }
}
