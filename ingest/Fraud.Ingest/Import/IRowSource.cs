namespace Fraud.Ingest.Import;

/// <summary>Rows of a file, one after the other.</summary>
internal interface IRowSource : IDisposable
{
    /// <summary>Line on which the current row starts, from 1.</summary>
    long Line { get; }

    /// <summary>A number by which <see cref="Text"/> finds the column.</summary>
    /// <exception cref="InvalidDataException">There is no such column.</exception>
    int Column(string name);

    /// <summary>Moves to the next row.</summary>
    /// <param name="problem">Why the row cannot be read; it is then empty.</param>
    /// <returns>False at the end.</returns>
    bool Read(out string? problem);

    /// <summary>The text of a column in the current row; null or empty when it has none.</summary>
    string? Text(int column);
}
