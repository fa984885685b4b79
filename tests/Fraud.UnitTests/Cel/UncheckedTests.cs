using Fraud.Scoring.Cel;
using Xunit;

namespace Fraud.UnitTests.Cel;

public class UncheckedTests
{
    public static TheoryData<string, string> Unchecked => CelTable.Read("""
        nowhere                                ->  ! UnknownName
        nowhere || true                        ->  true
        nofunction(1) || true                  ->  true
        nofunction(1)                          ->  ! UnknownFunction
        1 == 1.0                               ->  true
        1 == 'a'                               ->  false
        1 + 'a'                                ->  ! NoMatchingOverload
        1 < 'a'                                ->  ! NoMatchingOverload
        null < null                            ->  ! NoMatchingOverload
        'a' && false                           ->  false
        'a'.b                                  ->  ! NoMatchingOverload
        'a' in [1]                             ->  false
        true ? 1 : 'a'                         ->  1
        """);

    [Theory]
    [MemberData(nameof(Unchecked))]
    public void Without_the_check_type_errors_wait_for_the_evaluation(string source, string expected) =>
        CelTable.Holds(source, expected, CelDialect.Standard with { ChecksTypes = false });
}
