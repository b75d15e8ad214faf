using OktellConnect.Protocol;
using OktellConnect.Telephony;

namespace OktellConnect.Engine.Tests.Telephony;

public sealed class PartySearchTests
{
    private const string IvanovId = "c1c1aeb0-5dd9-5382-aaea-0caab12f3fe8";
    private const string PetrovId = "f079f514-1072-5107-86ed-8e077e4cc0e1";

    private static readonly PartySearch Search = new(
        [
            new PbxNumber { Number = "101", Name = "Иванов Иван", UserId = IvanovId },
            new PbxNumber { Number = "102", Name = "Петров Пётр Петрович", UserId = PetrovId },
            new PbxNumber { Number = "600", Name = "Отдел продаж" },
            new PbxNumber { Number = "*21" },
        ],
        [
            new PbxUser { Id = IvanovId, Name = "Иванов Иван", MainNumber = "101", Numbers = ["101"] },
            new PbxUser { Id = PetrovId, Name = "Петров Пётр Петрович", MainNumber = "102", Numbers = ["102", "202"] },
            new PbxUser { Id = "00000000-0000-0000-0000-000000000003", Name = "Сидоров Илья", MainNumber = "103", Numbers = ["103"] },
            new PbxUser { Id = "00000000-0000-0000-0000-000000000004", Name = "Сидоров Олег", MainNumber = "104", Numbers = ["104"] },
            new PbxUser { Id = "00000000-0000-0000-0000-000000000005", Name = "Без Номера" },
        ],
        new OwnUser(IvanovId, "ivanov", "Иванов Иван", "101", true, "101", true),
        "ivanov");

    [Theory]
    [InlineData("102", "102 (Петров Пётр Петрович)")]
    [InlineData(" 102 ", "102 (Петров Пётр Петрович)")]
    [InlineData("202", "202 (Петров Пётр Петрович)")]
    [InlineData("F079F514-1072-5107-86ED-8E077E4CC0E1", "102 (Петров Пётр Петрович)")]
    [InlineData("Ivanov", "101 (Иванов Иван)")]
    [InlineData("петров  петр петрович", "102 (Петров Пётр Петрович)")]
    [InlineData("Петров", "102 (Петров Пётр Петрович)")]
    [InlineData("отдел продаж", "600 (Отдел продаж)")]
    [InlineData("Сидоров Олег", "104 (Сидоров Олег)")]
    [InlineData("+7 (916) 123-45-67", "+79161234567")]
    [InlineData("8 495 215\u201100\u201100", "84952150000")]
    [InlineData("10-2", "102 (Петров Пётр Петрович)")]
    [InlineData("*21", "*21")]
    [InlineData("*21*103#", "*21*103#")]
    [InlineData("Без Номера", "Без Номера")]
    public void A_text_means(string text, string party) => Assert.Equal(party, Search.Find(text).ToString());

    [Fact]
    public void A_name_that_fits_several_lists_them()
    {
        var failure = Assert.Throws<OktellException>(() => Search.Find("Сидоров"));

        Assert.Equal(OktellErrors.PartyAmbiguous, failure.Error);
        Assert.Contains("103 (Сидоров Илья), 104 (Сидоров Олег)", failure.Message);
    }

    [Theory]
    [InlineData("", "CallNumberMissing")]
    [InlineData("  ", "CallNumberMissing")]
    [InlineData("Петро", "UserNotFound")]
    [InlineData("😀", "UserNotFound")]
    [InlineData("+7 916 123-45-67 доб. 12", "UserNotFound")]
    [InlineData("101, 102", "NumberNotUnderstood")]
    [InlineData("++7", "NumberNotUnderstood")]
    [InlineData("١٠٢", "NumberNotUnderstood")]
    public void A_text_that_means_nobody_is_refused(string text, string error) =>
        Assert.Equal(error, Assert.Throws<OktellException>(() => Search.Find(text)).Error.Id);

    [Fact]
    public void A_text_of_a_megabyte_is_refused_in_a_short_message()
    {
        var failure = Assert.Throws<OktellException>(() => Search.Find(new string('9', 1 << 20)));

        Assert.Equal(OktellErrors.NumberNotUnderstood, failure.Error);
        Assert.True(failure.Message.Length < 300);
        Assert.True(Assert.Throws<OktellException>(() => Search.Find(string.Concat(Enumerable.Repeat("😀я", 1 << 18)))).Message.Length < 300);
    }
}
