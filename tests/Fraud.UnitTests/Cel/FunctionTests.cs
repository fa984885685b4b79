using Fraud.Scoring.Cel;
using Xunit;

namespace Fraud.UnitTests.Cel;

public class FunctionTests
{
    public static TheoryData<string, string> Strings => CelTable.Read("""
        'hello world'.contains('o w')          ->  true
        'hello'.startsWith('he')               ->  true
        'hello'.endsWith('lo')                 ->  true
        'hello'.startsWith('')                 ->  true
        size('fiancé')                         ->  6
        'a😀b'.size()                          ->  3
        size(b'é')                             ->  2
        size([1, 2])                           ->  2
        {'a': 1}.size()                        ->  1
        contains('a', 'b')                     ->  ? 1 contains() is written value.contains(…)
        'a'.startWith('b')                     ->  ? 5 there is no function startWith(); did you mean startsWith?
        'a'.contains(1)                        ->  ? 5 contains() does not take (string, int)
        """);

    [Theory]
    [MemberData(nameof(Strings))]
    public void Texts_are_sequences_of_code_points(string source, string expected) => CelTable.Holds(source, expected, CelDialect.Standard);

    public static TheoryData<string, string> Patterns => CelTable.Read("""
        'foobar'.matches('foo.*')              ->  true
        matches('foobar', '^bar')              ->  false
        'foobar'.matches('o+b')                ->  true
        'a\n'.matches('^a$')                   ->  false
        'a\nb'.matches('(?m)^b$')              ->  true
        'a\nb'.matches('a.b')                  ->  false
        'a\nb'.matches('(?s)a.b')              ->  true
        'ABC'.matches('(?i)abc')               ->  true
        'x😀y'.matches('^x.y$')                ->  true
        '😀'.matches('^[^a]$')                 ->  true
        '😀'.matches('^[😀-😂]$')              ->  true
        '😃'.matches('^[😀-😂]$')              ->  false
        '٣'.matches('\\d')                     ->  false
        'é'.matches('\\w')                     ->  false
        'é'.matches('\\pL')                    ->  true
        'é'.matches('[[:alpha:]]')             ->  false
        'a]b'.matches('[]]')                   ->  true
        'a.b'.matches('\\Qa.b\\E$')            ->  true
        'axb'.matches('\\Qa.b\\E')             ->  false
        'aaa'.matches('^a{3}$')                ->  true
        'a{,3}'.matches('a{,3}')               ->  true
        'x'.matches('(?P<name>x)')             ->  true
        '(]'.matches('[(\\]]{2}')              ->  true
        'é'.matches('\\x{E9}')                 ->  true
        'ab'.matches('(?=b)')                  ->  ! InvalidPattern
        'aa'.matches('(a)\\1')                 ->  ! InvalidPattern
        'a'.matches('a++')                     ->  ! InvalidPattern
        'a'.matches('a{1001}')                 ->  ! InvalidPattern
        'a'.matches('(')                       ->  ! InvalidPattern
        'a'.matches('a' + '(')                 ->  ! InvalidPattern
        'ab'.matches('a' + 'b')                ->  true
        """);

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Patterns_are_those_of_RE2(string source, string expected) => CelTable.Holds(source, expected, CelDialect.Standard);

    public static TheoryData<string, string> Conversions => CelTable.Read("""
        int(3.99)                              ->  3
        int(-3.99)                             ->  -3
        int('42')                              ->  42
        int('4 2')                             ->  ! InvalidText
        int(9223372036854775807.0)             ->  ! OutOfRange
        int(18446744073709551615u)             ->  ! OutOfRange
        int(timestamp('2009-02-13T23:31:30Z')) ->  1234567890
        uint(-1)                               ->  ! OutOfRange
        uint(3.99)                             ->  3u
        uint('7')                              ->  7u
        double('1e3')                          ->  1000.0
        double('-inf')                         ->  -Inf
        double('NaN')                          ->  NaN
        double('1e999')                        ->  ! OutOfRange
        double('')                             ->  ! InvalidText
        double(3)                              ->  3.0
        string(123)                            ->  "123"
        string(123u)                           ->  "123"
        string(123456.5)                       ->  "123456.5"
        string(1e6)                            ->  "1e+06"
        string(1.25e-7)                        ->  "1.25e-07"
        string(-0.0045)                        ->  "-0.0045"
        string(0.1 + 0.2)                      ->  "0.30000000000000004"
        string(100.0)                          ->  "100"
        string(true)                           ->  "true"
        string(b'\xff')                        ->  ! InvalidText
        string(b'\xc3\xa9')                    ->  "é"
        bytes('é')                             ->  b"\xc3\xa9"
        bool('TRUE')                           ->  true
        bool('tRUE')                           ->  ! InvalidText
        string(duration('1m1ms'))              ->  "60.001s"
        string(duration('-1.5h'))              ->  "-5400s"
        string(duration('9223372036.854775807s'))  ->  "9223372036.854776s"
        string(duration('1ns'))                ->  "0.000000001s"
        string(timestamp('2023-08-26T12:39:00.120-07:00'))  ->  "2023-08-26T19:39:00.12Z"
        timestamp(1234567890)                  ->  timestamp("2009-02-13T23:31:30Z")
        timestamp('2023-02-29T00:00:00Z')      ->  ! InvalidText
        timestamp('10000-01-01T00:00:00Z')     ->  ! OutOfRange
        timestamp('0000-01-01T00:00:00Z')      ->  ! OutOfRange
        duration('1h34us')                     ->  duration("3600.000034s")
        duration('0')                          ->  duration("0s")
        duration('1d')                         ->  ! InvalidText
        duration('320000000000s')              ->  ! OutOfRange
        dyn('1') == '1'                        ->  true
        int(dyn('1'))                          ->  1
        int(dyn(true))                         ->  ! NoMatchingOverload
        """.Replace(" ->  ", "  ->  ", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Conversions))]
    public void Conversions_refuse_what_does_not_fit(string source, string expected) => CelTable.Holds(source, expected, CelDialect.Standard);

    public static TheoryData<string, string> Times => CelTable.Read("""
        t.getFullYear()                        ->  2023
        t.getMonth()                           ->  11
        t.getDate()                            ->  25
        t.getDayOfMonth()                      ->  24
        t.getDayOfWeek()                       ->  1
        t.getDayOfYear()                       ->  358
        t.getHours()                           ->  0
        t.getMinutes()                         ->  30
        t.getSeconds()                         ->  15
        t.getMilliseconds()                    ->  250
        t.getHours('America/Los_Angeles')      ->  16
        t.getDate('America/Los_Angeles')       ->  24
        t.getHours('+05:30')                   ->  6
        t.getMinutes('-00:45')                 ->  45
        t.getHours('Mars/Olympus')             ->  ! UnknownTimeZone
        timestamp('0001-01-01T00:00:00Z').getFullYear('-01:00')  ->  0
        timestamp('9999-12-31T23:59:59Z').getMonth('+01:00')  ->  0
        timestamp('9999-12-31T23:59:59Z').getFullYear('+01:00')  ->  10000
        timestamp('1969-12-31T23:59:59.5Z').getSeconds()   ->  59
        timestamp('1969-12-31T23:59:59.5Z').getMilliseconds()   ->  500
        t + duration('24h') > t                ->  true
        duration('1s') + t - t                 ->  duration("1s")
        t - duration('1h') < t                 ->  true
        t - timestamp('2023-12-25T00:00:00Z')  ->  duration("1815.25s")
        duration('90m').getHours()             ->  1
        duration('90m').getMinutes()           ->  90
        duration('1.234s').getMilliseconds()   ->  234
        duration('1h') == duration('60m')      ->  true
        timestamp('9999-12-31T23:59:59Z') + duration('1s')   ->  ! OutOfRange
        timestamp('9999-12-31T23:59:59Z') - timestamp('0001-01-01T00:00:00Z')   ->  ! OutOfRange
        t + t                                  ->  ? 3 '+' does not take timestamp and timestamp
        """);

    [Theory]
    [MemberData(nameof(Times))]
    public void Times_have_parts_in_any_zone(string source, string expected) => CelTable.Holds(
        source, expected, CelDialect.Standard, ("t", CelType.Timestamp, CelValue.Of(CelTimestamp.FromUnixMilliseconds(1703464215250))));
}
