using System.CommandLine;
using Fraud.Host.Commands;
using Fraud.UnitTests.Architecture;
using Xunit;

namespace Fraud.UnitTests.Host.Rules;

public sealed class RulesCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fraud-rules-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_default_policy_checks()
    {
        var (code, output, _) = Run("rules", "check", Path.Combine(Repository.Root, "scoring/policies/card-fraud.yaml"));

        Assert.Equal(0, code);
        Assert.StartsWith("card-fraud version 1: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_is_shown_with_a_caret_under_its_column()
    {
        var file = Write("policy.yaml", """
            name: small
            version: 1
            thresholds: { review: 300, decline: 700 }
            rules:
              - id: large
                name: Large
                when: payment.ammount > 100.0
                points: 300
                code: LARGE
                sentence: Large.
            """);

        var (code, _, fault) = Run("rules", "check", file);

        Assert.Equal(1, code);
        Assert.Equal(
            [
                $"{file}:7:19: rule large: there is no 'payment.ammount'; did you mean payment.amount?",
                "        when: payment.ammount > 100.0",
                "                      ^",
                $"1 error in {file}.",
            ],
            fault.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("1 + 2", 0, """{"value":3,"type":"int"}""")]
    [InlineData("payment.amount >= 100.0 && payment.mcc in ['6051']", 0, """{"value":true,"type":"bool"}""")]
    [InlineData("account.count_1h", 0, """{"value":1,"type":"double"}""")]
    [InlineData("payment.extra.basket", 0, """{"value":"full","type":"string"}""")]
    [InlineData("card.amount_zscore_30d > 3", 0, """{"missing":"not enough history: a value it needs is missing","line":1,"column":1,"type":"bool"}""")]
    [InlineData("1 / 0", 1, """{"error":"an integer was divided by zero","line":1,"column":3,"type":"int"}""")]
    [InlineData("1 +\n 'a'", 1, """{"error":"'+' does not take int and string","errors":[{"message":"'+' does not take int and string","suggestion":null,"line":1,"column":3}]}""")]
    public void An_expression_is_evaluated_on_the_last_payment_of_the_file(string expression, int expectedCode, string expected)
    {
        var file = Write("payments.ndjson", """
            {"payment_id":"P-1","account_id":"A-1","card_id":"C-1","amount_minor":1000,"currency":"EUR","event_time":"2026-03-01T11:30:00Z"}
            {"payment_id":"P-2","account_id":"A-1","card_id":"C-1","mcc":"6051","amount_minor":25990,"currency":"EUR","event_time":"2026-03-01T12:00:00Z","basket":"full"}
            """);

        var (code, output, _) = Run("rules", "eval", "--expr", expression, "--payment", file);

        Assert.Equal(expectedCode, code);
        Assert.Equal(expected, output.Trim());
    }

    [Fact]
    public async Task An_expression_over_a_payment_needs_one() =>
        Assert.Equal(1, await CommandLine.RunAsync(["rules", "eval", "--expr", "payment.amount > 1"]));

    [Fact]
    public void The_difference_between_two_policies_is_printed()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "scoring/policies/card-fraud.yaml"));
        var before = Write("before.yaml", text);
        var after = Write("after.yaml", text.Replace("decline: 700", "decline: 800", StringComparison.Ordinal));

        var (code, output, _) = Run("rules", "diff", before, after);

        Assert.Equal(0, code);
        Assert.Equal(["~ policy: decline  700  ->  800", "1 difference."], output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    private static (int Code, string Output, string Fault) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var fault = new StringWriter();
        var code = CommandLine.CreateRoot().Parse(arguments).Invoke(
            new InvocationConfiguration { Output = output, Error = fault, EnableDefaultExceptionHandler = false });
        return (code, output.ToString(), fault.ToString());
    }
}
