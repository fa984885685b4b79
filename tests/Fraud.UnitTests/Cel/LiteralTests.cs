using Fraud.Scoring.Cel;
using Xunit;

namespace Fraud.UnitTests.Cel;

public class LiteralTests
{
    public static TheoryData<string, string> Literals => CelTable.Read("""
        42                                   ->  42
        0x2A                                 ->  42
        -0x2A                                ->  -42
        42u                                  ->  42u
        0xFFU                                ->  255u
        9223372036854775807                  ->  9223372036854775807
        -9223372036854775808                 ->  -9223372036854775808
        9223372036854775808                  ->  ? 1 9223372036854775808 does not fit 64 bits
        18446744073709551615u                ->  18446744073709551615u
        18446744073709551616u                ->  ? 1 18446744073709551616u does not fit 64 bits
        1.5                                  ->  1.5
        .5                                   ->  0.5
        1e3                                  ->  1000.0
        2.5E-3                               ->  0.0025
        1e999                                ->  ? 1 1e999 does not fit a double
        true                                 ->  true
        null                                 ->  null
        'single'                             ->  "single"
        "double"                             ->  "double"
        '''it's'''                           ->  "it's"
        r'\n'                                ->  "\n"
        'tab\tend'.size()                    ->  7
        '\x41\u0042\U00000043\104'           ->  "ABCD"
        '\U0001F600'.size()                  ->  1
        '\U00110000'                         ->  ? 2 the escape sequence is not a Unicode code point
        '\ud800'                             ->  ? 2 the escape sequence is not a Unicode code point
        '\q'                                 ->  ? 2 unknown escape sequence
        'open                                ->  ? 1 the text has no closing quote
        b'\xff\377A'                         ->  b"\xff\xff\x41"
        b'é'                                 ->  b"\xc3\xa9"
        b'\u0041'                            ->  ? 3 bytes have no \u or \U escapes
        [1, 2, 3,]                           ->  [1, 2, 3]
        {'a': 1, 2: 'b', true: null, 3u: []} ->  {"a": 1, 2: "b", true: null, 3u: []}
        {'a': 1, 'a': 2}                     ->  ! InvalidKey
        {0: 1, 0u: 2}                        ->  ! InvalidKey
        {1.5: 1}                             ->  ! InvalidKey
        """.Replace(" ->  ", "  ->  ", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Literals))]
    public void A_literal_is_what_the_lexis_says(string source, string expected) => CelTable.Holds(source, expected, CelDialect.Standard);

    public static TheoryData<string, string> Syntax => CelTable.Read("""
        1 +                       ->  ? 4 expected a value, found the end
        (1 + 2                    ->  ? 7 expected ')', found the end
        1 2                       ->  ? 3 expected an operator or the end, found '2'
        a = 1                     ->  ? 3 '=' is not an operator; equality is '=='
        true & false              ->  ? 6 '&' is not an operator; and is '&&'
        true | false              ->  ? 6 '|' is not an operator; or is '||'
        1 ; 2                     ->  ? 3 unexpected character ';'
        while                     ->  ? 1 'while' is a reserved word
        has(1)                    ->  ? 1 has() takes one field, e.g. has(payment.mcc)
        [1].all(1 + 1, true)      ->  ? 11 the first argument of all() must be a simple name
        size([1],)                ->  ? 10 expected an argument, found ')'
        true ? 1                  ->  ? 9 expected ':', found the end
        type{a: 1}                ->  ? 5 messages cannot be built here; only lists and maps can
        1 // the rest is comment  ->  1
        {'as': 1}.as              ->  1
        {'a-b': 1}.`a-b`          ->  1
        """);

    [Theory]
    [MemberData(nameof(Syntax))]
    public void A_syntax_error_points_at_its_column(string source, string expected) => CelTable.Holds(source, expected, CelDialect.Standard);
}
