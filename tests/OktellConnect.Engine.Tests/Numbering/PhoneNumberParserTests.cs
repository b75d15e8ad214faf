using CsCheck;
using OktellConnect.Numbering;

namespace OktellConnect.Engine.Tests.Numbering;

public sealed class PhoneNumberParserTests
{
    private static readonly PhoneNumberParser Parser = new();

    [Theory]
    [InlineData("89104730166")]
    [InlineData("79104730166")]
    [InlineData("9104730166")]
    [InlineData("+79104730166")]
    [InlineData("8-910-473-01-66")]
    [InlineData("8 (910) 473-01-66")]
    [InlineData("+7 (910) 473-01-66")]
    [InlineData("(910)473-01-66")]
    [InlineData("+7 910 473 01 66")]
    [InlineData(" +7\u00A0910\u00A0473-01-66 ")]
    [InlineData("8 910 4730166")]
    [InlineData("8–910–473–01–66")]
    [InlineData("8\u2011910\u2011473\u201101\u201166")]
    [InlineData("8.910.473.01.66")]
    [InlineData("тел. 8(910)473-01-66")]
    [InlineData("моб.: 8(910)473-01-66 (Иван)")]
    [InlineData("Иван 8(910)473-01-66")]
    [InlineData("звонить на 8 910 473 01 66!")]
    [InlineData("8(910)473-01-66, +79104730166")]
    [InlineData("８９１０４７３０１６６")]
    public void Every_spelling_of_a_number_has_one_normal_form(string text) => Assert.Equal("+79104730166", Assert.Single(Parser.Parse(text).Numbers).Normal);

    [Theory]
    [InlineData("+375 29 9181696", "+375299181696")]
    [InlineData("8 10 375 29 918-16-96", "+375299181696")]
    [InlineData("+44 20 7946 0958", "+442079460958")]
    [InlineData("+39 06 698 12345", "+390669812345")]
    [InlineData("+7 701 123 45 67", "+77011234567")]
    [InlineData("8 800 555 35 35", "+78005553535")]
    [InlineData("800 555 35 35", "+78005553535")]
    public void Outside_numbers_of_all_countries_become_E164(string text, string normal) => Assert.Equal(normal, Parser.Normalize(text));

    [Theory]
    [InlineData("516")]
    [InlineData("10")]
    [InlineData("12345")]
    [InlineData("8495")]
    public void Internal_numbers_stay_as_they_are(string text)
    {
        var number = Assert.Single(Parser.Parse(text).Numbers);
        Assert.Equal(text, number.Normal);
        Assert.True(number.IsInternal);
    }

    [Theory]
    [InlineData("вн. 516", "516")]
    [InlineData("тел. 516", "516")]
    [InlineData(" 516 ", "516")]
    public void A_label_does_not_hide_an_internal_number(string text, string normal) => Assert.Equal(normal, Parser.Normalize(text));

    [Theory]
    [InlineData("8 (950) 223-17-99 доб. 824", "824")]
    [InlineData("8 (950) 223-17-99 доб 82", "82")]
    [InlineData("8 (950) 223-17-99, доб. 824", "824")]
    [InlineData("8 (950) 223-17-99 (доб. 824)", "824")]
    [InlineData("8 (950) 223-17-99 вн.824", "824")]
    [InlineData("8 (950) 223-17-99 ext. 0824", "0824")]
    [InlineData("89502231799x824", "824")]
    [InlineData("89502231799#824", "824")]
    [InlineData(" +7\u00A0950\u00A0223-17-99  доб. 824", "824")]
    public void An_extension_is_kept_beside_the_number(string text, string extension)
    {
        var number = Assert.Single(Parser.Parse(text).Numbers);
        Assert.Equal("+79502231799", number.Normal);
        Assert.Equal(extension, number.Extension);
    }

    [Theory]
    [InlineData("79129242437, 89126605524")]
    [InlineData("79129242437; 8(912)660-55-24")]
    [InlineData("79129242437/89126605524")]
    [InlineData("79129242437\n89126605524")]
    [InlineData("тел. 8(912)924-24-37, тел. 8(912)660-55-24")]
    [InlineData("79129242437 89126605524")]
    [InlineData("8 (912) 924-24-37 8 (912) 660-55-24")]
    [InlineData("(912) 924-24-37 (912) 660-55-24")]
    [InlineData("79129242437+79126605524")]
    [InlineData("79129242437 и 89126605524")]
    public void Several_numbers_of_a_cell_are_told_apart(string text) =>
        Assert.Equal(["+79129242437", "+79126605524"], Parser.Parse(text).Numbers.Select(number => number.Normal));

    [Fact]
    public void Each_of_several_numbers_has_its_own_extension_and_text()
    {
        var numbers = Parser.Parse("8(912)924-24-37 доб. 1, 516, +7 912 660 55 24 доб. 2").Numbers;
        Assert.Equal([("+79129242437", "1", "8(912)924-24-37"), ("516", null, "516"), ("+79126605524", "2", "+7 912 660 55 24")],
            numbers.Select(number => (number.Normal, number.Extension, number.Original)));
    }

    [Theory]
    [InlineData("", "NumberEmpty")]
    [InlineData(" \u00A0", "NumberEmpty")]
    [InlineData("нет", "NumberNoDigits")]
    [InlineData("n/a", "NumberNoDigits")]
    [InlineData("??", "NumberNoDigits")]
    [InlineData("-", "NumberNoDigits")]
    [InlineData("8(495", "NumberTooShort")]
    [InlineData("+7", "NumberTooShort")]
    [InlineData("8800", "NumberTooShort")]
    [InlineData("0", "NumberTooShort")]
    [InlineData("7", "NumberTooShort")]
    [InlineData("012", "NumberTooShort")]
    [InlineData("123456", "NumberTooShort")]
    [InlineData("с 9 до 18", "NumberTooShort")]
    [InlineData("123-45-67", "NumberNoAreaCode")]
    [InlineData("12345678", "NumberTooShort")]
    [InlineData("0000000000", "NumberNotPossible")]
    [InlineData("1234567890", "NumberNotPossible")]
    [InlineData("5161234567", "NumberNotPossible")]
    [InlineData("+7 616 123 45 67", "NumberNotPossible")]
    [InlineData("770123456789", "NumberNotPossible")]
    [InlineData("+8 (495) 123-45-67", "NumberNotPossible")]
    [InlineData("+999 123 456 789", "NumberNotPossible")]
    [InlineData("40702810500000012345", "NumberTooLong")]
    [InlineData("8 916 123 45 67 12", "NumberNotPossible")]
    [InlineData("доб. 824", "NumberExtensionOnly")]
    public void Rubbish_is_rejected_with_a_reason(string text, string reason)
    {
        var reading = Parser.Parse(text);
        Assert.Empty(reading.Numbers);
        Assert.Equal(reason, reading.Rejection!.Id);
    }

    [Theory]
    [InlineData("8(495)123-45-67/68", "«68»")]
    [InlineData("89161234567 до 18:00", "«18»")]
    [InlineData("89161234567, 8(495", "«8(495»")]
    public void What_is_not_taken_of_a_cell_is_said(string text, string left)
    {
        var reading = Parser.Parse(text);
        Assert.Single(reading.Numbers);
        Assert.Contains(left, reading.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_plus_is_put_back_where_the_range_is_assigned_and_the_guess_is_said()
    {
        var reading = Parser.Parse("375299181696");
        Assert.Equal("+375299181696", Assert.Single(reading.Numbers).Normal);
        Assert.Contains("+375299181696", reading.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void The_region_decides_what_a_national_number_is()
    {
        var belarus = new PhoneNumberParser(new PhoneNumberOptions { DefaultRegion = "BY" });
        Assert.Equal("+375299181696", belarus.Normalize("8 029 918-16-96"));
        Assert.Equal("+79161234567", belarus.Normalize("+7 916 123-45-67"));
    }

    [Fact]
    public void Lengths_of_internal_numbers_are_an_option()
    {
        var three = new PhoneNumberParser(new PhoneNumberOptions { InternalMinLength = 3, InternalMaxLength = 3 });
        Assert.Equal("101", three.Normalize("101"));
        Assert.Null(three.Normalize("1010"));
    }

    [Fact]
    public void Wrong_options_are_named()
    {
        Assert.Same(OktellErrors.UnknownRegion, Assert.Throws<OktellException>(() => new PhoneNumberParser(new PhoneNumberOptions { DefaultRegion = "XX" })).Error);
        Assert.Same(OktellErrors.InternalLengthWrong, Assert.Throws<OktellException>(() => new PhoneNumberParser(new PhoneNumberOptions { InternalMaxLength = 7 })).Error);
    }

    [Theory]
    [InlineData("RU")]
    [InlineData("KZ")]
    [InlineData("BY")]
    public void The_short_way_for_plain_spellings_agrees_with_the_library(string region)
    {
        var numbers = new OutsideNumbers(region);
        var accepted = 0;
        Gen.Select(Gen.Bool, Gen.OneOf(Gen.String[Gen.Char["0123456789"], 0, 15], Gen.Select(Gen.Char["78"], Gen.String[Gen.Char["0123456789"], 10, 10], (first, rest) => first + rest))).Sample((plus, digits) =>
        {
            var quick = OutsideNumbers.Quick(digits.ToCharArray(), digits.Length, plus, numbers.IsCountrySeven);
            if (quick is not null)
            {
                Interlocked.Increment(ref accepted);
                Assert.Equal(numbers.Judge((plus ? "+" : "") + digits, out _), quick);
            }
        }, iter: 40_000);
        Assert.True(accepted > 1000);
    }

    [Fact]
    public void The_short_way_for_plain_cells_agrees_with_the_long_one() =>
        Gen.Select(Gen.OneOf(Gen.String[Gen.Char["78"], 0, 1], Gen.Const("+7"), Gen.Const("(+7)")), Gen.String[Gen.Char["0123456789"], 9, 11], Gen.Char["  -().\u00A0–"].Array[12]).Sample((first, digits, fillers) =>
        {
            var text = first + string.Concat(digits.Select((digit, at) => fillers[at % 12] + digit.ToString()));
            var (quick, full) = (Parser.Parse(text), Parser.ParsePieces(text));
            Assert.Equal(full.Numbers.Select(number => (number.Normal, number.Extension)), quick.Numbers.Select(number => (number.Normal, number.Extension)));
            Assert.Equal(full.Rejection, quick.Rejection);
            Assert.Equal(full.Doubt, quick.Doubt);
        }, iter: 20_000);

    [Fact]
    public void A_normal_form_is_its_own_normal_form_whatever_the_text() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789+-() ,/.доб#x"], 0, 40], Gen.String[Gen.Char["0123456789"], 2, 15].Select(digits => "+" + digits)).Sample(text =>
        {
            foreach (var number in Parser.Parse(text).Numbers)
            {
                var again = Assert.Single(Parser.Parse(number.Normal).Numbers);
                Assert.Equal(number.Normal, again.Normal);
                Assert.Matches("^(\\+[1-9][0-9]{4,14}|[1-9][0-9]{1,4})$", number.Normal);
            }
        }, iter: 20_000);

    [Fact]
    public void A_number_with_its_extension_is_read_back_as_exports_write_it() =>
        Gen.Select(Gen.Int[0, 999_999_999], Gen.Int[0, 99_999]).Sample((rest, extension) =>
        {
            var number = Assert.Single(Parser.Parse($"+79{rest:D9} доб. {extension}").Numbers);
            Assert.Equal(($"+79{rest:D9}", $"{extension}"), (number.Normal, number.Extension));
        });
}
