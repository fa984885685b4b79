using Fraud.Host.Commands.Rules;
using Xunit;

namespace Fraud.UnitTests.Host.Rules;

public class BatchEvaluationTests
{
    [Theory]
    [InlineData("""{"id":1,"expr":"x + 1","bindings":{"x":{"int":"-2"}}}""", """{"id":1,"value":{"int":"-1"}}""")]
    [InlineData("""{"id":"a","expr":"[1u, 1.5, 'a', b'a', true, null]"}""",
        """{"id":"a","value":{"list":[{"uint":"1"},{"double":"1.5"},{"string":"a"},{"bytes":"YQ=="},{"bool":true},{"null":null}]}}""")]
    [InlineData("""{"id":null,"expr":"{1: 0.0 / 0.0, 'a': -1.0 / 0.0}"}""",
        """{"id":null,"value":{"map":[[{"int":"1"},{"double":"NaN"}],[{"string":"a"},{"double":"-Infinity"}]]}}""")]
    [InlineData("""{"id":2,"expr":"[t - d, t]","bindings":{"t":{"timestamp":"2024-01-01T00:00:00.5+01:00"},"d":{"duration":"-1.5s"}}}""",
        """{"id":2,"value":{"list":[{"timestamp":"2023-12-31T23:00:02Z"},{"timestamp":"2023-12-31T23:00:00.5Z"}]}}""")]
    [InlineData("""{"id":3,"expr":"type(d - d)","bindings":{"d":{"duration":"1s"}}}""", """{"id":3,"value":{"type":"google.protobuf.Duration"}}""")]
    [InlineData("""{"id":4,"expr":"x == 1.0","bindings":{"x":{"int":"1"}},"type_env":{"x":"double"}}""", """{"id":4,"value":{"bool":true}}""")]
    [InlineData("""{"id":5,"expr":"x[0] == 'a'","bindings":{"x":{"list":[{"string":"a"}]}},"type_env":{"x":"list(int)"},"disable_check":true}""",
        """{"id":5,"value":{"bool":true}}""")]
    [InlineData("""{"id":6,"expr":"x || true","type_env":{"x":"bool"}}""", """{"id":6,"value":{"bool":true}}""")]
    [InlineData("""{"id":7,"expr":"timestamp(0) == null || m.a == null","bindings":{"m":{"map":[]}},"disable_check":false}""",
        """{"id":7,"error":"a map has no such key (at 27)"}""")]
    [InlineData("""{"id":8,"expr":"1 +"}""", """{"id":8,"error":"expected a value, found the end (at 4)"}""")]
    [InlineData("""{"id":9,"expr":"x","bindings":{"x":{"int":"1","uint":"1"}}}""",
        """{"id":9,"error":"a value is an object with its type as only key, not {\"int\":\"1\",\"uint\":\"1\"}"}""")]
    [InlineData("""{"id":10,"expr":"x","bindings":{"x":{"int":"nine"}}}""", """{"id":10,"error":"\"nine\" is not a int"}""")]
    [InlineData("""{"id":11}""", """{"id":11,"error":"\"expr\" must be a text"}""")]
    [InlineData("[]", """{"id":null,"error":"the line is not an object"}""")]
    public void A_line_is_answered_by_a_line(string line, string answer) => Assert.Equal(answer, BatchEvaluation.Answer(line));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"id":1,"expr":"\ud800"}""")]
    [InlineData("""{"id":1,"expr":"x","bindings":{"x":{"bytes":"?"}}}""")]
    [InlineData("""{"id":1,"expr":"x","bindings":[]}""")]
    [InlineData("""{"id":1,"expr":"1","type_env":{"x":"strin"}}""")]
    public void What_cannot_be_read_is_an_error_of_its_line(string line) =>
        Assert.Contains("\"error\":", BatchEvaluation.Answer(line), StringComparison.Ordinal);

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("[", "1", "]")]
    [InlineData("-", "1", "")]
    [InlineData("1+", "1", "")]
    [InlineData("true?", "1", ":1")]
    [InlineData("[1].map(x,", "1", ")")]
    public void Nesting_without_end_is_an_error_of_its_line(string open, string inner, string close)
    {
        var source = string.Concat(Enumerable.Repeat(open, 9000)) + inner + string.Concat(Enumerable.Repeat(close, 9000));
        Assert.StartsWith("{\"id\":1,", BatchEvaluation.Answer($$"""{"id":1,"expr":"{{source}}"}"""), StringComparison.Ordinal);
    }
}
