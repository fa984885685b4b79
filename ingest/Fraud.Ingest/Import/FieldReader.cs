namespace Fraud.Ingest.Import;

/// <summary>A <see cref="FieldRule"/> bound to the columns of one input.</summary>
internal sealed class FieldReader
{
    private readonly FieldRule _rule;
    private readonly IRowSource _rows;
    private readonly Tokeniser? _tokeniser;
    private readonly LookupTable? _lookup;
    private readonly int _column;

    public FieldReader(FieldRule rule, string field, ImportMap map, IRowSource rows, Tokeniser? tokeniser)
    {
        _rule = rule;
        _rows = rows;
        _tokeniser = rule.Tokenise is null
            ? null
            : tokeniser ?? throw new InvalidDataException($"{field} is to be tokenised, but there is no key: name one with --token-key.");
        if (rule is { Column: null, Constant: null }) throw new InvalidDataException($"The rule of {field} names neither a column nor a constant.");
        if (rule is { Lookup: { } lookup, Column: { } wanted })
        {
            if (rule.By is null) throw new InvalidDataException($"The rule of {field} needs a column 'by' which the lookup is made.");
            if (!map.Lookups.TryGetValue(lookup, out var file)) throw new InvalidDataException($"The rule of {field} names no lookup: {lookup}.");
            using var other = RowFile.OpenCsv(Path.Combine(map.Folder, file.File));
            _lookup = new LookupTable(other, file.Key, wanted);
            _column = rows.Column(rule.By);
        }
        else
        {
            _column = rule.Column is { } column ? rows.Column(column) : -1;
        }
    }

    public FieldRule Rule => _rule;

    /// <summary>The field's text in the current row; null when there is none.</summary>
    public string? Text()
    {
        var text = _column < 0 ? _rule.Constant : _rows.Text(_column);
        if (_lookup is not null) text = _lookup.Find(text);
        if (text is not null && _rule.Replace?.TryGetValue(text, out var other) == true) text = other;
        if (string.IsNullOrEmpty(text)) text = _rule.Default;
        if (string.IsNullOrEmpty(text)) return null;
        if (_tokeniser is not null) text = _tokeniser.Token(_rule.Tokenise!, text);
        return _rule.Prefix is null ? text : _rule.Prefix + text;
    }
}
