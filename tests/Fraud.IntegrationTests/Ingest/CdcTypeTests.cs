using System.Text.Json;
using Fraud.TestKit;
using Xunit;

namespace Fraud.IntegrationTests.Ingest;

/// <summary>
/// Values of every column type as Debezium 3 writes them by default, from a database whose own defaults say otherwise. Where its tests show a
/// value (AbstractRecordsProducerTest), it is the same here.
/// </summary>
[Collection(IngestLog.Collection)]
public sealed class CdcTypeTests(IngestLog log, PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Setup =
        """
        create extension hstore; create extension citext; create extension ltree;
        create type mood as enum ('sad', 'glad');
        create domain cents as numeric(10,2); create domain stamp3 as timestamp(3);
        create type pair as (a int, b int);
        """;

    /// <summary>Type, value and JSON; null for a column that is left out.</summary>
    private static readonly (string Type, string Sql, string? Json)[] Columns =
    [
        ("bool", "true", "true"),
        ("int2", "-3", "-3"),
        ("int4", "2147483647", "2147483647"),
        ("int8", "9007199254740993", "9007199254740993"),
        ("oid", "4000000000", "4000000000"),
        ("float4", "0.1", "0.1"),
        ("float8", "0.30000000000000004", "0.30000000000000004"),
        ("float8", "'NaN'", "\"NaN\""),
        ("float8", "'-infinity'", "\"-Infinity\""),
        ("numeric(10,2)", "12.5", "\"BOI=\""),
        ("numeric(10,2)", "-0.01", "\"/w==\""),
        ("numeric(5)", "0", "\"AA==\""),
        ("numeric(40,2)", "123456789012345678901234567.89", "\"J+QbMka+ybFuOYEV\""),
        ("numeric(7,-2)", "12300", "\"ew==\""),
        ("numeric", "1.10", """{"scale":1,"value":"Cw=="}"""),
        ("numeric", "-100000", """{"scale":0,"value":"/nlg"}"""),
        ("numeric", "2.22", """{"scale":2,"value":"AN4="}"""),
        ("numeric", "'NaN'", "\"NaN\""),
        ("cents", "1234.5", "\"AeI6\""),
        ("money", "'-1,000.00'", "\"/nlg\""),
        ("text", "'a \"quoted\" é 😀 ' || chr(10)", """
            "a \"quoted\" é 😀 \n"
            """),
        ("varchar(9)", "'v'", "\"v\""),
        ("char(4)", "'c'", "\"c   \""),
        ("citext", "'CI'", "\"CI\""),
        ("mood", "'glad'", "\"glad\""),
        ("uuid", "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'", "\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\""),
        ("json", """'{"bar": "baz"}'""", """
            "{\"bar\": \"baz\"}"
            """),
        ("jsonb", """'{"b":1,"a":[true]}'""", """
            "{\"a\": [true], \"b\": 1}"
            """),
        ("xml", "'<foo>bar</foo>'", "\"<foo>bar</foo>\""),
        ("bytea", "'\\x010203'", "\"AQID\""),
        ("bytea", "''", "\"\""),
        ("inet", "'192.168.2.0/12'", "\"192.168.2.0/12\""),
        ("cidr", "'192.168.100.128/25'", "\"192.168.100.128/25\""),
        ("macaddr", "'08-00-2b-01-02-03'", "\"08:00:2b:01:02:03\""),
        ("macaddr8", "'08002b0102030405'", "\"08:00:2b:01:02:03:04:05\""),
        ("int4range", "'[1,5]'", "\"[1,6)\""),
        ("numrange", "'[5.3,6.3)'", "\"[5.3,6.3)\""),
        ("daterange", "'[2019-03-31,infinity)'", "\"[2019-03-31,infinity)\""),
        ("tstzrange", "'[2017-06-05 11:29:12.549426+02,)'", """
            "[\"2017-06-05 09:29:12.549426+00\",)"
            """),
        ("tsvector", "to_tsvector('simple', 'fat cat')", "\"'cat':2 'fat':1\""),
        ("ltree", "'Top.Science'", "\"Top.Science\""),
        ("hstore", """'"k 1"=>"v\"1", n=>NULL'""", """
            "{\"n\":null,\"k 1\":\"v\\\"1\"}"
            """),
        ("date", "'2016-11-04'", "17109"),
        ("date", "'0044-03-15 BC'", "-735160"),
        ("date", "'5874897-12-31'", "2145042905"),
        ("date", "'infinity'", "-2147472692"),
        ("date", "'-infinity'", "-2147472691"),
        ("time", "'13:51:30'", "49890000000"),
        ("time", "'24:00:00'", "86400000000"),
        ("time(3)", "'13:51:30.123'", "49890123"),
        ("timetz", "'13:51:30.123789+02:00'", "\"11:51:30.123789Z\""),
        ("timetz", "'01:00:00.5+02:30'", "\"22:30:00.5Z\""),
        ("timetz", "'24:00:00+00'", "\"24:00:00Z\""),
        ("timestamp", "'2016-11-04T13:51:30.123456'", "1478267490123456"),
        ("timestamp", "'1936-10-25T22:10:12.608'", "-1047174587392000"),
        ("timestamp(3)", "'2016-11-04T13:51:30.123456'", "1478267490123"),
        ("timestamp(3)", "'1936-10-25T22:10:12.608'", "-1047174587392"),
        ("timestamp(6)", "'21016-11-04T13:51:30.123456'", "601060312290123456"),
        ("timestamp", "'4713-12-31T23:59:59.999999 BC'", "-210831897600000001"),
        ("timestamp", "'infinity'", "9223372036825200000"),
        ("timestamp", "'-infinity'", "-9223372036832400000"),
        ("stamp3", "'1970-01-01 00:00:00.25'", "250"),
        ("timestamptz", "'2016-11-04T13:51:30.123456+02:00'", "\"2016-11-04T11:51:30.123456Z\""),
        ("timestamptz", "'2026-03-01 13:00:00+01'", "\"2026-03-01T12:00:00.000000Z\""),
        ("timestamptz(3)", "'2026-03-01 13:00:00.25+01'", "\"2026-03-01T12:00:00.250Z\""),
        ("timestamptz(0)", "'2026-03-01 13:00:00+01'", "\"2026-03-01T12:00:00Z\""),
        ("timestamptz", "'21016-11-04T13:51:30.123456+07:00'", "\"+21016-11-04T06:51:30.123456Z\""),
        ("timestamptz", "'4714-12-31T23:59:59.999999Z BC'", "\"-4713-12-31T23:59:59.999999Z\""),
        ("timestamptz", "'infinity'", "\"infinity\""),
        ("interval", "'P1Y2M3DT4H5M6.78S'", "37091106780000"),
        ("interval", "'-1 mons +2 days -01:02:03.04'", "-2460723040000"),
        ("bit(1)", "B'1'", "true"),
        ("bit(2)", "B'11'", "\"Aw==\""),
        ("bit(7)", "B'1000000'", "\"QA==\""),
        ("bit(2)", "B'00'", "\"\""),
        ("bit(24)", "B'000000110000001000000001'", "\"AQID\""),
        ("varbit(1)", "B'1'", "true"),
        ("varbit", "B'111011010001000110000001000000001'", "\"AQIj2gE=\""),
        ("point", "'(1.5,-2)'", """{"x":1.5,"y":-2,"wkb":"AQEAAAAAAAAAAAD4PwAAAAAAAADA","srid":null}"""),
        ("circle", "'<(1.5,-2),3>'", """{"center":{"x":1.5,"y":-2,"wkb":"AQEAAAAAAAAAAAD4PwAAAAAAAADA","srid":null},"radius":3}"""),
        ("line", "'{1,2,3}'", """{"a":1,"b":2,"c":3}"""),
        ("lseg", "'[(0,0),(1,2)]'", """{"wkb":"AQIAAAACAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAPA/AAAAAAAAAEA=","srid":null,"extensions":{"type":"lseg"}}"""),
        ("path", "'[(0,0),(1,2)]'", """{"wkb":"AQIAAAACAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAPA/AAAAAAAAAEA=","srid":null,"extensions":{"type":"path","closed":"false"}}"""),
        ("box", "'(0,0),(1,1)'", """{"wkb":"AQMAAAABAAAABQAAAAAAAAAAAPA/AAAAAAAA8D8AAAAAAADwPwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA8D8AAAAAAADwPwAAAAAAAPA/","srid":null,"extensions":{"type":"box"}}"""),
        ("polygon", "'((0,0),(1,0),(0,1))'", """{"wkb":"AQMAAAABAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADwPwAAAAAAAAAAAAAAAAAAAAAAAAAAAADwPwAAAAAAAAAAAAAAAAAAAAA=","srid":null,"extensions":{"type":"polygon"}}"""),
        ("int4[]", "'{1,NULL,3}'", "[1,null,3]"),
        ("int8[]", "'[2:2]={1550166368505037572}'", "[1550166368505037572]"),
        ("int4[]", "'{{1,2},{3,4}}'", "[[1,2],[3,4]]"),
        ("text[]", """'{a,"b \"c\\, d}","NULL",""}'""", """["a","b \"c\\, d}","NULL",""]"""),
        ("char(3)[]", "'{a}'", "[\"a  \"]"),
        ("bool[]", "'{t,f}'", "[true,false]"),
        ("float8[]", "'{1.5,NaN}'", "[1.5,\"NaN\"]"),
        ("numeric(10,1)[]", "'{1.2}'", "[\"DA==\"]"),
        ("numeric[]", "'{2.22}'", """[{"scale":2,"value":"AN4="}]"""),
        ("date[]", "'{2016-11-04}'", "[17109]"),
        ("timestamp[]", "'{\"2016-11-04 13:51:30.123456\"}'", "[1478267490123456]"),
        ("timestamptz[]", "'{\"2016-11-04 13:51:30.123456+02\"}'", "[\"2016-11-04T11:51:30.123456Z\"]"),
        ("uuid[]", "'{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}'", "[\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"]"),
        ("jsonb[]", """array['{"a": 1}']::jsonb[]""", """["{\"a\": 1}"]"""),
        ("bytea[]", """array['\x0102']::bytea[]""", "[\"AQI=\"]"),
        ("inet[]", "'{192.168.1.1}'", "[\"192.168.1.1\"]"),
        ("int4range[]", "'{\"[1,6)\"}'", "[\"[1,6)\"]"),
        ("mood[]", "'{sad}'", "[\"sad\"]"),
        ("text[]", "'{}'", "[]"),
        ("text", "null", "null"),
        ("tsquery", "'fat & cat'", null),
        ("pair", "'(1,2)'", null),
        ("money[]", "'{1}'", null),
        ("cents[]", "'{1}'", null),
    ];

    [Fact]
    public async Task Snapshot_and_stream_write_every_type_as_Debezium_does()
    {
        var source = await HostileDatabaseAsync();
        var columns = Columns.Select((c, i) => $"c{i} {c.Type}");
        await RunningConnector.ExecuteAsync(source, $"{Setup} create table typed (id int primary key, {string.Join(", ", columns)})");
        await RunningConnector.ExecuteAsync(source, $"insert into typed values (1, {string.Join(", ", Columns.Select(c => c.Sql))})");
        await using var connector = new RunningConnector(RunningConnector.Options(source, log.Kafka, "typed"));
        await RunningConnector.RecordsAsync(log.Kafka, "typed", 1);
        await RunningConnector.ExecuteAsync(source, "insert into typed select 2, " + string.Join(", ", Columns.Select((_, i) => $"c{i}")) + " from typed");

        var records = await RunningConnector.RecordsAsync(log.Kafka, "typed", 2);

        foreach (var record in records)
        {
            var row = JsonDocument.Parse(record.Message.Value).RootElement.GetProperty("after");
            for (var i = 0; i < Columns.Length; i++)
            {
                var actual = row.TryGetProperty($"c{i}", out var value) ? JsonSerializer.Serialize(value) : "left out";
                var expected = Columns[i].Json is { } json ? JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement) : "left out";
                Assert.True(expected == actual, $"{Columns[i].Type} {Columns[i].Sql}: expected {expected}, was {actual}");
            }
        }
    }

    [Fact]
    public async Task A_value_that_the_stream_does_not_have_is_marked_in_the_type_of_its_column()
    {
        var source = await postgres.CreateDatabaseAsync();
        await RunningConnector.ExecuteAsync(
            source,
            """
            create table gaps (id int primary key, n int not null, t text not null, b bytea, a text[], i int[], u uuid[], h timestamptz not null, d numeric(5,1) not null);
            alter table gaps alter t set storage external; alter table gaps alter b set storage external; alter table gaps alter a set storage external;
            alter table gaps alter i set storage external; alter table gaps alter u set storage external;
            insert into gaps values (1, 1, repeat('x', 9000), convert_to(repeat('x', 9000), 'UTF8'), array[repeat('x', 9000)],
              array(select generate_series(1, 3000)), array(select gen_random_uuid() from generate_series(1, 600)), now(), 1)
            """);
        await using var connector = new RunningConnector(RunningConnector.Options(source, log.Kafka, "gaps"));
        await RunningConnector.RecordsAsync(log.Kafka, "gaps", 1);
        await RunningConnector.ExecuteAsync(source, "update gaps set n = 2, h = '2026-01-01Z'");
        await RunningConnector.ExecuteAsync(source, "delete from gaps");

        var records = await RunningConnector.RecordsAsync(log.Kafka, "gaps", 4);

        const string Placeholder = "__debezium_unavailable_value";
        var bytes = string.Join(",", Placeholder.Select(c => (int)c));
        Assert.Equal(
            $$"""
            {"id":1} u null {"id":1,"n":2,"t":"{{Placeholder}}","b":"X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ==","a":["{{Placeholder}}"],
            "i":[{{bytes}}],"u":["b68a35a7-17ad-35b3-af2a-ae46edb4545a"],"h":"2026-01-01T00:00:00.000000Z","d":"Cg=="}
            """.ReplaceLineEndings(""),
            RunningConnector.Summary(records[1]));
        Assert.Equal(
            """{"id":1} d {"id":1,"n":0,"t":"","b":null,"a":null,"i":null,"u":null,"h":"1970-01-01T00:00:00Z","d":"AA=="} null""",
            RunningConnector.Summary(records[2]));
    }

    /// <summary>A database whose defaults write values otherwise than the connector expects.</summary>
    private async Task<string> HostileDatabaseAsync()
    {
        var source = await postgres.CreateDatabaseAsync();
        await RunningConnector.ExecuteAsync(
            source,
            """
            do $$ begin
              execute format('alter database %I set datestyle = ''German, DMY''', current_database());
              execute format('alter database %I set intervalstyle = ''iso_8601''', current_database());
              execute format('alter database %I set bytea_output = ''escape''', current_database());
              execute format('alter database %I set extra_float_digits = -15', current_database());
              execute format('alter database %I set timezone = ''Asia/Kolkata''', current_database());
            end $$
            """);
        Npgsql.NpgsqlConnection.ClearAllPools();
        return source;
    }
}
