namespace Fraud.Contracts;

/// <summary>What happened to a row; Debezium's <c>op</c>.</summary>
public enum RowOperation
{
    /// <summary><c>r</c>: seen by the initial snapshot.</summary>
    Read,

    /// <summary><c>c</c>: inserted.</summary>
    Create,

    /// <summary><c>u</c>: updated.</summary>
    Update,

    /// <summary><c>d</c>: deleted.</summary>
    Delete,

    /// <summary><c>t</c>: the table was truncated.</summary>
    Truncate,
}
