using Fraud.Scoring.Cel;
using Xunit;

namespace Fraud.UnitTests.Cel;

public class CollectionTests
{
    public static TheoryData<string, string> Collections => CelTable.Read("""
        [1, 2, 3][1]                           ->  2
        [1, 2, 3][3]                           ->  ! IndexOutOfBounds
        [1, 2, 3][-1]                          ->  ! IndexOutOfBounds
        [1, 2, 3][dyn(1.0)]                    ->  2
        [1, 2, 3][dyn(1.5)]                    ->  ! NoMatchingOverload
        [1, 2, 3]['a']                         ->  ? 10 list(int) cannot be indexed by string
        {'a': 1}.a                             ->  1
        {'a': 1}['b']                          ->  ! NoSuchKey
        {1: 'x'}[dyn(1.0)]                     ->  "x"
        {1u: 'x'}[dyn(1)]                      ->  "x"
        has({'a': 1}.a)                        ->  true
        has({'a': 1}.b)                        ->  false
        has({'a': null}.a)                     ->  true
        has({'a': {'b': 1}}.a.b)               ->  true
        has({'a': {'b': 1}}.c.b)               ->  ! NoSuchKey
        2 in [1, 2]                            ->  true
        'b' in {'a': 1}                        ->  false
        dyn(1.0) in [1, 2]                     ->  true
        'a' in 'abc'                           ->  ? 5 'in' needs a list or a map on its right, not string
        'a' in [1]                             ->  ? 5 'in' cannot find a string in list(int)
        1 in dyn([1])                          ->  true
        1 in dyn(1)                            ->  ! NoMatchingOverload
        x.deep[1].name                         ->  "b"
        x.deep.all(d, d.name < 'c')            ->  true
        has(x.none)                            ->  false
        x.none                                 ->  ! NoSuchKey
        'z' in ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'z']   ->  true
        'y' in ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'z']   ->  false
        11 in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]                   ->  true
        """);

    [Theory]
    [MemberData(nameof(Collections))]
    public void Lists_and_maps_find_what_they_hold(string source, string expected) => CelTable.Holds(source, expected, CelDialect.Standard, ("x", CelType.Dyn, Deep));

    public static TheoryData<string, string> Macros => CelTable.Read("""
        [1, 2, 3].all(x, x > 0)                          ->  true
        [1, 2, 0].all(x, x > 0)                          ->  false
        [].all(x, x > 0)                                 ->  true
        [1, 2, 3].exists(x, x == 2)                      ->  true
        [].exists(x, x == 2)                             ->  false
        [1, 2, 2].exists_one(x, x == 2)                  ->  false
        [1, 2, 3].exists_one(x, x == 2)                  ->  true
        [1, 2, 3].map(x, x * x)                          ->  [1, 4, 9]
        [1, 2, 3].map(x, x > 1, x * x)                   ->  [4, 9]
        [1, 2, 3].filter(x, x % 2 == 1)                  ->  [1, 3]
        {'a': 1, 'b': 2}.map(k, k)                       ->  ["a", "b"]
        {'a': 1, 'b': 2}.filter(k, k != 'a')             ->  ["b"]
        {'a': 1, 'b': 2}.exists(k, k == 'b')             ->  true
        [1, 0, 2].exists(x, 4 / x == 2)                  ->  true
        [0, 2].exists(x, 4 / x == 2)                     ->  true
        [0, 3].exists(x, 4 / x == 2)                     ->  ! DivideByZero
        [0, 3].all(x, 4 / x == 2)                        ->  false
        [0, 2].all(x, 4 / x == 2)                        ->  ! DivideByZero
        [0, 2].exists_one(x, 4 / x == 2)                 ->  ! DivideByZero
        [1, 0].map(x, 4 / x)                             ->  ! DivideByZero
        [1, 0].filter(x, 4 / x > 1)                      ->  ! DivideByZero
        [[1], ['a']] == [1]                              ->  false
        [[1, 2], [3]].map(l, l.map(x, x + size(l)))      ->  [[3, 4], [4]]
        [1, 2].all(x, [3, 4].exists(y, y == x + 2))      ->  true
        [1, 2].map(x, [3].map(x, x))                     ->  [[3], [3]]
        [[0, 1], [1]].map(l, l.exists(x, 1 / x == 1))    ->  [true, true]
        [1].exists(x, .y == x)                           ->  ? 16 there is no 'y'
        1.all(x, true)                                   ->  ? 1 a macro walks over a list or a map, not int
        [1].all(x, x)                                    ->  ? 12 the condition of a macro needs true or false, but this is int
        ['a'].all(x, x > 1)                              ->  ? 16 '>' cannot compare string with int
        """);

    [Theory]
    [MemberData(nameof(Macros))]
    public void Macros_walk_over_elements(string source, string expected) => CelTable.Holds(source, expected, CelDialect.Standard);

    private static CelValue Deep => CelJson.Read(System.Text.Json.JsonDocument.Parse("""{"deep": [{"name": "a"}, {"name": "b"}]}""").RootElement);
}
