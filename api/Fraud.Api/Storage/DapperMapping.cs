using System.Data;
using Dapper;

namespace Fraud.Api.Storage;

/// <summary>How columns become properties: <c>snake_case</c> to <c>PascalCase</c>, JSON columns to <see cref="RawJson"/>.</summary>
internal static class DapperMapping
{
    private static readonly Lock Gate = new();
    private static bool _registered;

    public static void Register()
    {
        lock (Gate)
        {
            if (_registered) return;
            DefaultTypeMap.MatchNamesWithUnderscores = true;
            SqlMapper.AddTypeHandler(new RawJsonHandler());
            _registered = true;
        }
    }

    private sealed class RawJsonHandler : SqlMapper.TypeHandler<RawJson>
    {
        public override RawJson Parse(object value) => new((string)value);

        public override void SetValue(IDbDataParameter parameter, RawJson value) => parameter.Value = value.Text;
    }
}
