using CsCheck;
using OktellConnect.Telephony;

namespace OktellConnect.Engine.Tests.Telephony;

public class UserStateWordsTests
{
    [Theory]
    // id, call centre, manual, on break, redirected, on task, doing, chosen
    [InlineData(0, false, false, false, false, false, "before", "chosen before")]
    [InlineData(1, false, false, false, false, false, "ready", "ready")]
    [InlineData(1, true, false, false, false, false, "readyCC", "readyCC")]
    [InlineData(1, true, true, false, false, false, "readyCCManual", "readyCCManual")]
    [InlineData(1, false, true, false, false, false, "ready", "ready")]
    [InlineData(1, false, false, false, true, false, "ready", "redirect")]
    [InlineData(2, true, false, true, false, false, "break", "break")]
    [InlineData(2, true, false, true, true, false, "break", "redirect")]
    [InlineData(3, false, false, false, false, false, "dnd", "dnd")]
    [InlineData(3, false, false, false, true, false, "dnd", "redirect")]
    [InlineData(4, false, false, false, false, false, "before", "chosen before")]
    [InlineData(5, false, false, false, false, false, "busy", "ready")]
    [InlineData(5, true, false, false, false, false, "busy", "readyCC")]
    [InlineData(5, true, true, false, false, true, "busy", "readyCCManual")]
    [InlineData(5, true, false, true, false, false, "busy", "break")]
    [InlineData(5, true, false, true, false, true, "busyBreak", "readyCC")]
    [InlineData(5, false, false, false, true, false, "busy", "redirect")]
    [InlineData(5, true, false, true, true, true, "busyBreak", "redirect")]
    [InlineData(6, false, false, false, false, false, "busy", "ready")]
    [InlineData(6, true, false, true, false, false, "busy", "break")]
    [InlineData(6, true, true, true, false, true, "busyBreak", "readyCCManual")]
    [InlineData(7, false, false, false, false, false, "noPhone", "noPhone")]
    [InlineData(7, true, false, false, true, false, "noPhone", "redirect")]
    [InlineData(8, true, true, true, false, true, "before", "chosen before")]
    [InlineData(null, false, false, false, true, false, "before", "redirect")]
    public void Each_state_has_the_vendors_words(int? id, bool callCenter, bool manual, bool onBreak, bool redirected, bool onTask, string doing, string chosen)
    {
        var next = State(id, callCenter, manual, onBreak, redirected);
        Assert.Equal((doing, chosen), UserStateWords.Derive(Before, next, onTask));
    }

    [Fact]
    public void No_combination_is_without_words_once_there_were_some() =>
        Gen.Select(Gen.Int[-2, 9], Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool).Sample((id, callCenter, manual, onBreak, redirected, onTask) =>
        {
            var (doing, chosen) = UserStateWords.Derive(Before, State(id, callCenter, manual, onBreak, redirected), onTask);
            Assert.NotNull(doing);
            Assert.Equal(redirected, chosen == "redirect");
        });

    private static UserStateInfo Before { get; } = new() { Login = "ivanov", StateWord = "before", StatusWord = "chosen before" };

    private static UserStateInfo State(int? id, bool callCenter, bool manual, bool onBreak, bool redirected) =>
        new() { Login = "ivanov", StateId = id, CallCenter = callCenter, Manual = manual, OnBreak = onBreak, Redirected = redirected };
}
