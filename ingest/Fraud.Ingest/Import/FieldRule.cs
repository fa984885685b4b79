namespace Fraud.Ingest.Import;

/// <summary>Where one field comes from and what is done to it, in the order of the properties.</summary>
public sealed class FieldRule
{
    /// <summary>Column of the input; in NDJSON a property, with dots between nested names.</summary>
    public string? Column { get; set; }

    /// <summary>The same text for every row, instead of a column.</summary>
    public string? Constant { get; set; }

    /// <summary>Name of a lookup that <see cref="Column"/> belongs to, found by <see cref="By"/>.</summary>
    public string? Lookup { get; set; }

    /// <summary>Column of the input whose value is the key of the <see cref="Lookup"/>.</summary>
    public string? By { get; set; }

    /// <summary>Replaces texts by others; a text that is not listed stays.</summary>
    public Dictionary<string, string>? Replace { get; set; }

    /// <summary>Used where the input has nothing.</summary>
    public string? Default { get; set; }

    /// <summary>
    /// Replaces the text by a token that starts with this word: a keyed digest, the same for the same text and key, from which the text cannot
    /// be found. For card numbers.
    /// </summary>
    public string? Tokenise { get; set; }

    /// <summary>Put before the text.</summary>
    public string? Prefix { get; set; }

    /// <summary>For times: <c>rfc3339</c> (default), <c>unix_s</c>, <c>unix_ms</c>, or a .NET format such as <c>dd/MM/yyyy HH:mm</c>.</summary>
    public string? Format { get; set; }

    /// <summary>For times without an offset: IANA zone, e.g. <c>Europe/Berlin</c>. Default UTC.</summary>
    public string? Zone { get; set; }

    /// <summary>For amounts: <c>major</c> (12.50) or <c>minor</c> (1250). Default <c>major</c>.</summary>
    public string? Unit { get; set; }

    /// <summary>For extra fields: a number rather than a text.</summary>
    public bool Number { get; set; }

    /// <summary>For the fraud label: the texts that mean fraud. Default <c>1</c>, <c>true</c>, <c>yes</c>, <c>fraud</c>.</summary>
    public List<string>? True { get; set; }
}
