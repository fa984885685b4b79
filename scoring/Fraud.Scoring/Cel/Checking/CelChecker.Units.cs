using Fraud.Scoring.Cel.Syntax;

namespace Fraud.Scoring.Cel.Checking;

/// <content>Units: amounts in minor and in major units, or minutes and days, must not be compared or added.</content>
internal sealed partial class CelChecker
{
    private void RefuseMixedUnits(CelCall call, CelBound left, CelBound right)
    {
        var (leftUnit, rightUnit) = (UnitOf(left), UnitOf(right));
        if (leftUnit is null || rightUnit is null || leftUnit == rightUnit)
            return;
        var verb = call.Function is "_+_" or "_-_" ? "combines" : "compares";
        _ = Fail(
            call.Position,
            CelFailure.NoMatchingOverload,
            $"'{call.Function.Trim('_')}' {verb} {leftUnit} with {rightUnit}",
            Names(left, right).Select(SameInOtherUnit).FirstOrDefault(name => name is not null));
    }

    // The unit a value is known to have; null when it has none or none can be told.
    private static string? UnitOf(CelBound bound) => bound switch
    {
        BoundVariable variable => variable.Variable.Unit,
        BoundConditional conditional => UnitOf(conditional.Yes) ?? UnitOf(conditional.No),
        BoundCall { Overload.Name: "-_" or "int" or "double" } call => UnitOf(call.Arguments[0]),
        BoundCall { Overload.Name: "_+_" or "_-_" } call => UnitOf(call.Arguments[0]) ?? UnitOf(call.Arguments[1]),
        BoundCall { Overload.Name: "_*_" } call when IsPure(call.Arguments[0]) => UnitOf(call.Arguments[1]),
        BoundCall { Overload.Name: "_*_" or "_/_" or "_%_" } call when IsPure(call.Arguments[1]) => UnitOf(call.Arguments[0]),
        _ => null,
    };

    private static bool IsPure(CelBound bound) => bound is BoundConstant or BoundVariable { Variable.Unit: null };

    private static IEnumerable<string> Names(params CelBound[] parts) => parts.OfType<BoundVariable>().Select(part => part.Variable.Name);

    private string? SameInOtherUnit(string name) => schema.Find(name + "_minor")?.Name;
}
