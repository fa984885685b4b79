using Fraud.Scoring.Cel.Functions;
using Fraud.Scoring.Cel.Syntax;

namespace Fraud.Scoring.Cel.Checking;

/// <content>Functions and arithmetic.</content>
internal sealed partial class CelChecker
{
    private static readonly HashSet<string> Conversions =
        ["bool", "int", "uint", "double", "string", "bytes", "timestamp", "duration", "-_"];

    private CelBound BindCall(CelCall call, CelScope? scope)
    {
        if (call.Target is not null && schema.Expand(call) is { } shorthand)
            return BindShorthand(call, shorthand);
        CelNode[] nodes = call.Target is null ? [.. call.Arguments] : [call.Target, .. call.Arguments];
        var arguments = nodes.Select(argument => Bind(argument, scope)).ToArray();
        switch (call.Function, call.Target is not null, arguments.Length)
        {
            case ("_==_" or "_!=_", false, 2):
                return BindEquality(call, arguments[0], arguments[1]);
            case ("_<_" or "_<=_" or "_>_" or "_>=_", false, 2):
                return BindOrder(call, arguments[0], arguments[1]);
            case ("@in", false, 2):
                return BindIn(call, arguments[0], arguments[1]);
            case ("_[_]", false, 2):
                return BindIndex(call, arguments[0], arguments[1]);
            case ("!_", false, 1):
                return new BoundNot(call.Position, RequireBool(arguments[0], "'!'", call.Arguments[0]));
            case ("dyn", false, 1):
                return new BoundDyn(call.Position, arguments[0]);
            case ("type", false, 1):
                return new BoundTypeOf(call.Position, arguments[0]);
            case ("matches", _, 2) when arguments[0].Type.Kind == CelKind.String
                && arguments[1] is BoundConstant { Value.Kind: CelKind.String } pattern:
                return BindPattern(call, arguments[0], pattern);
            default:
                return Resolve(call, arguments);
        }
    }

    private CelBound BindShorthand(CelCall call, CelShorthand shorthand)
    {
        if (shorthand.Error is { } error)
            return Fail(error.Position, CelFailure.UnknownName, error.Message, error.Suggestion);
        return Use(call.Position, schema.Find(shorthand.Name!)
            ?? throw new InvalidOperationException($"The schema expands a call to '{shorthand.Name}', which it does not have."));
    }

    private CelBound BindPattern(CelCall call, CelBound text, BoundConstant pattern)
    {
        if (CelPattern.Compile(pattern.Value.String, dialect.Limits.PatternTimeout) is { } compiled)
            return new BoundPattern(call.Position, text, compiled);
        return dialect.RefusesBadConstants
            ? Fail(pattern.Position, CelFailure.InvalidPattern, "the pattern is not a regular expression of RE2")
            : new BoundFailure(pattern.Position, CelFailure.InvalidPattern);
    }

    private CelBound Resolve(CelCall call, CelBound[] arguments)
    {
        var isMember = call.Target is not null;
        var overloads = CelFunctions.Find(call.Function, isMember, dialect);
        if (overloads.Length == 0)
            return UnknownFunction(call, isMember);
        var candidates = overloads.Where(overload => overload.Parameters.Length == arguments.Length
            && overload.Parameters.Zip(arguments).All(pair => pair.First.Accepts(pair.Second.Type))).ToArray();
        if (candidates.Length == 0 || (dialect.ChecksTypes && JoinsDifferentLists(call, arguments)))
            return NoOverload(call, arguments);
        if (call.Function is "_+_" or "_-_" && arguments.Length == 2)
            RefuseMixedUnits(call, arguments[0], arguments[1]);
        if (arguments.All(argument => argument.Type.Kind is not (CelKind.Dyn or CelKind.Null)))
            return Fold(new BoundCall(call.Position, ResultType(candidates[0], arguments), candidates[0], arguments));
        var results = candidates.Select(candidate => candidate.Result).Distinct().ToArray();
        return new BoundDispatch(call.Position, results.Length == 1 ? results[0] : CelType.Dyn, candidates, arguments);
    }

    private static bool JoinsDifferentLists(CelCall call, CelBound[] arguments) =>
        call.Function == "_+_" && arguments.All(argument => argument.Type.Kind == CelKind.List) && !arguments[0].Type.Accepts(arguments[1].Type);

    // Lists keep their element type when they are joined.
    private static CelType ResultType(CelOverload overload, CelBound[] arguments) =>
        overload.Result.Kind == CelKind.List ? arguments[0].Type.Join(arguments[1].Type) : overload.Result;

    private CelBound Fold(BoundCall call)
    {
        if (!Conversions.Contains(call.Overload.Name) || call.Arguments is not [BoundConstant argument])
            return call;
        var value = CelConstantCall.Invoke(call.Overload, argument.Value);
        if (!value.IsFailure)
            return new BoundConstant(call.Position, call.Type, value);
        return dialect.RefusesBadConstants
            ? Fail(argument.Position, value.Failure, $"{argument.Value} is not a {call.Overload.Result}")
            : call;
    }

    private BoundFailure NoOverload(CelCall call, CelBound[] arguments)
    {
        var name = call.Function.Trim('_');
        var types = string.Join(", ", arguments.Select(argument => argument.Type));
        var message = char.IsLetter(name[0])
            ? $"{name}() does not take ({types})"
            : $"'{name}' does not take {types.Replace(", ", " and ", StringComparison.Ordinal)}";
        return Fail(call.Position, CelFailure.NoMatchingOverload, message);
    }

    private BoundFailure UnknownFunction(CelCall call, bool isMember)
    {
        if (CelFunctions.Find(call.Function, !isMember, dialect).Length > 0)
        {
            var form = isMember ? $"{call.Function}(…)" : $"value.{call.Function}(…)";
            return Fail(call.Position, CelFailure.UnknownFunction, $"{call.Function}() is written {form}");
        }

        return Fail(
            call.Position,
            CelFailure.UnknownFunction,
            $"there is no function {call.Function}()",
            NearestName.Of(call.Function, CelFunctions.Names(isMember)));
    }
}
