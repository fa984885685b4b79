using Fraud.Scoring.Cel;
using Xunit;

namespace Fraud.UnitTests.Cel;

public class OperatorTests
{
    public static TheoryData<string, string> Arithmetic => CelTable.Read("""
        1 + 2 * 3                              ->  7
        (1 + 2) * 3                            ->  9
        10 - 4 - 3                             ->  3
        2 * 3 % 4                              ->  2
        -7 / 2                                 ->  -3
        -7 % 2                                 ->  -1
        --5                                    ->  5
        -(2 + 3)                               ->  -5
        !!true                                 ->  true
        7.0 / 2.0                              ->  3.5
        1.0 / 0.0                              ->  +Inf
        0.0 / 0.0                              ->  NaN
        9223372036854775807 + 1                ->  ! Overflow
        -9223372036854775808 - 1               ->  ! Overflow
        4611686018427387904 * 2                ->  ! Overflow
        -9223372036854775808 * -1              ->  ! Overflow
        -(-9223372036854775808)                ->  ! Overflow
        -9223372036854775808 / -1              ->  ! Overflow
        -9223372036854775808 % -1              ->  ! Overflow
        3037000499 * 3037000499                ->  9223372030926249001
        1 / 0                                  ->  ! DivideByZero
        1 % 0                                  ->  ! ModulusByZero
        1u - 2u                                ->  ! Overflow
        18446744073709551615u + 1u             ->  ! Overflow
        4294967296u * 4294967296u              ->  ! Overflow
        7u / 2u                                ->  3u
        1u % 0u                                ->  ! ModulusByZero
        'a' + 'b'                              ->  "ab"
        b'a' + b'b'                            ->  b"\x61\x62"
        [1] + [2, 3]                           ->  [1, 2, 3]
        [1] + ['a']                            ->  ? 5 '+' does not take list(int) and list(string)
        [1] + [dyn('a')]                       ->  [1, "a"]
        1 + 1.0                                ->  ? 3 '+' does not take int and double
        1 + 1u                                 ->  ? 3 '+' does not take int and uint
        'a' + 1                                ->  ? 5 '+' does not take string and int
        1.5 % 1.0                              ->  ? 5 '%' does not take double and double
        dyn(1) + 1.0                           ->  ! NoMatchingOverload
        dyn(1) + dyn(2)                        ->  3
        dyn('a') + dyn('b')                    ->  "ab"
        true ? 1 : 2                           ->  1
        false ? 1 : true ? 2 : 3               ->  2
        true ? 1 : 'a'                         ->  ? 6 both results of '?' must have one type, not int and string
        true ? dyn(1) : 'a'                    ->  1
        1 ? 2 : 3                              ->  ? 1 '?' needs true or false, but this is int
        true ? 1 : 1 / 0                       ->  1
        """);

    [Theory]
    [MemberData(nameof(Arithmetic))]
    public void Arithmetic_is_typed_and_never_wraps(string source, string expected) => CelTable.Holds(source, expected, CelDialect.Standard);

    public static TheoryData<string, string> Logic => CelTable.Read("""
        true && false                          ->  false
        false || true                          ->  true
        true || false && false                 ->  true
        false && 1 / 0 == 1                    ->  false
        1 / 0 == 1 && false                    ->  false
        true || 1 / 0 == 1                     ->  true
        1 / 0 == 1 || true                     ->  true
        1 / 0 == 1 && true                     ->  ! DivideByZero
        1 / 0 == 1 || false                    ->  ! DivideByZero
        1 / 0 == 1 && 1 % 0 == 1               ->  ! DivideByZero
        1 / 0 == 1 && 1 % 0 == 1 && false      ->  false
        !(1 / 0 == 1)                          ->  ! DivideByZero
        (1 / 0 == 1 || true) && true           ->  true
        dyn(1) && false                        ->  false
        dyn(1) && true                         ->  ! NoMatchingOverload
        1 && true                              ->  ? 1 '&&' needs true or false, but this is int
        !1                                     ->  ? 2 '!' needs true or false, but this is int
        """);

    [Theory]
    [MemberData(nameof(Logic))]
    public void Logic_absorbs_errors_that_do_not_decide(string source, string expected) => CelTable.Holds(source, expected, CelDialect.Standard);

    public static TheoryData<string, string> Comparisons => CelTable.Read("""
        1 == 1                                 ->  true
        1 != 2                                 ->  true
        'a' == 'a'                             ->  true
        [1, 2] == [1, 2]                       ->  true
        [1, 2] == [2, 1]                       ->  false
        {'a': 1, 'b': 2} == {'b': 2, 'a': 1}   ->  true
        dyn({'a': 1}) == {'a': 1.0}            ->  true
        dyn(1) == 1.0                          ->  true
        dyn(1u) == 1                           ->  true
        dyn(-1) == 18446744073709551615u       ->  false
        dyn(1) == '1'                          ->  false
        dyn(null) == 0                         ->  false
        null == null                           ->  true
        timestamp(0) == null                   ->  false
        0.0 / 0.0 == 0.0 / 0.0                 ->  false
        0.0 / 0.0 != 0.0 / 0.0                 ->  true
        0.0 / 0.0 < 1.0                        ->  ! Unordered
        0.0 == -0.0                            ->  true
        1 == 1.0                               ->  ? 3 '==' cannot compare int with double
        'a' == null                            ->  ? 5 '==' cannot compare string with null; did you mean !has(…)?
        1 < 2                                  ->  true
        2u >= 2u                               ->  true
        dyn(1) < 1.5                           ->  true
        dyn(1) < 2u                            ->  true
        dyn(-1) < 0u                           ->  true
        dyn(1) < 'a'                           ->  ! NoMatchingOverload
        false < true                           ->  true
        'a' < 'b'                              ->  true
        'abc' < 'abd'                          ->  true
        'ab' < 'abc'                           ->  true
        '\uffff' < '\U00010000'                ->  true
        b'\x80' > b'\x7f'                      ->  true
        [1] < [2]                              ->  ? 5 '<' cannot compare list(int) with list(int)
        type(1) == int                         ->  true
        type(type(1)) == type                  ->  true
        type([]) == list                       ->  true
        type(dyn(1.0)) == double               ->  true
        """);

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void Numbers_of_all_types_stand_on_one_line(string source, string expected) => CelTable.Holds(source, expected, CelDialect.Standard);

    public static TheoryData<string, string> MixedNumbers => CelTable.Read("""
        n > 2                                  ->  true
        3 * n                                  ->  7.5
        n / 2                                  ->  1.25
        n in [1, 2.5]                          ->  true
        [1, 2.5]                               ->  [1.0, 2.5]
        i + n                                  ->  9.5
        i > n                                  ->  true
        i == 7.0                               ->  true
        true ? 1 : n                           ->  1.0
        x * 2                                  ->  3.0
        0.0 / 0.0 > 1.0                        ->  ! Missing
        n / 0 * 0 == 1.0                       ->  ! Missing
        """);

    [Theory]
    [MemberData(nameof(MixedNumbers))]
    public void In_rules_an_int_meets_a_double_as_a_double(string source, string expected) => CelTable.Holds(
        source,
        expected,
        CelDialect.Rules,
        ("n", CelType.Double, CelValue.Of(2.5)),
        ("i", CelType.Int, CelValue.Of(7)),
        ("x", CelType.Dyn, CelValue.Of(1.5)));
}
