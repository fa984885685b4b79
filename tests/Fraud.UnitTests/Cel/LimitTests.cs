using System.Globalization;
using Fraud.Scoring.Cel;
using Xunit;

namespace Fraud.UnitTests.Cel;

public class LimitTests
{
    [Fact]
    public void The_specifications_minimum_of_repetitions_is_supported()
    {
        var names = Enumerable.Range(0, 33).ToArray();
        Holds(string.Join(" || ", names.Select(_ => "false")), "false");
        Holds(string.Join(" && ", names.Select(_ => "true")), "true");
        Holds(string.Join(" + ", names.Select(_ => "1")), "33");
        Holds($"[{string.Join(", ", names)}].size()", "33");
        Holds(string.Concat(names.Select(i => string.Create(CultureInfo.InvariantCulture, $"false ? {i} : "))) + "99", "99");
        Holds(string.Concat(names.Select(_ => "int(")) + "1" + new string(')', names.Length), "1");
        Holds(new string('[', 33) + new string(']', 33) + string.Concat(names.Skip(1).Select(_ => "[0]")), "[]");
    }

    [Fact]
    public void A_long_chain_of_alternatives_is_not_deep() =>
        Holds(string.Join(" || ", Enumerable.Repeat("'a' == 'b'", 1000)), "false");

    [Fact]
    public void Deep_nesting_is_refused() =>
        Holds(new string('(', 300) + "1" + new string(')', 300), "? 201 the expression is nested more than 200 deep");

    [Fact]
    public void Many_operators_in_a_row_are_refused() =>
        Holds(string.Join('+', Enumerable.Repeat("1", 300)), "? 400 the expression is nested more than 200 deep");

    [Fact]
    public void A_long_source_is_refused() =>
        Holds(new string(' ', 20_000) + "1", "? 16385 the expression is longer than 16384 characters");

    [Fact]
    public void Nested_macros_end_at_the_cost_limit()
    {
        var digits = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
        var source = string.Concat("abcdefg".Select(name => $"{digits}.all({name}, ")) + "true" + new string(')', 7);
        Holds(source, "! CostExceeded");
    }

    [Fact]
    public void Errors_inside_macros_do_not_hide_the_cost_limit()
    {
        var digits = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
        var source = string.Concat("abcdefghi".Select(name => $"{digits}.exists({name}, ")) + "1 / 0 == 1" + new string(')', 9);
        Holds(source, "! CostExceeded");
    }

    [Fact]
    public void Chained_concatenation_ends_at_the_cost_limit()
    {
        var source = "['x', 'y']" + string.Concat(Enumerable.Repeat(".map(s, [s + s, s + s])", 1)) + string.Concat(Enumerable.Repeat(".map(l, l + l)", 30));
        Holds(source, "! CostExceeded");
    }

    private static void Holds(string source, string expected) => CelTable.Holds(source, expected, CelDialect.Standard);
}
