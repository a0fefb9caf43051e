using FsCheck.Xunit;
using MixConsole.Model.Sessions;

namespace MixConsole.Model.Tests.Sessions;

public class NumberListTests
{
    [Property]
    public bool Any_set_of_numbers_survives_as_text(uint bits) =>
        NumberList.TryParse(NumberList.Write(bits), 32, out var read, out _) && read == bits;

    [Theory]
    [InlineData("", "")]
    [InlineData("3 1 3", "1 3")]
    [InlineData(" 2,16 ,1", "1 2 16")]
    public void A_list_has_one_form(string text, string form)
    {
        Assert.True(NumberList.TryParse(text, 16, out var bits, out _));
        Assert.Equal(form, NumberList.Write(bits));
    }

    [Theory]
    [InlineData("1 17", "17")]
    [InlineData("0", "0")]
    [InlineData("1 drums 2", "drums")]
    [InlineData("-1", "-1")]
    [InlineData("99999999999", "99999999999")]
    public void The_word_that_is_wrong_is_named(string text, string word)
    {
        Assert.False(NumberList.TryParse(text, 16, out _, out var offending));
        Assert.Equal(word, offending);
    }
}
