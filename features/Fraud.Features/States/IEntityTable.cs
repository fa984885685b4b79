namespace Fraud.Features.States;

/// <summary>A table whose memory can be asked for before it is looked into.</summary>
internal interface IEntityTable
{
    /// <summary>Asks for the place where an entry is looked for first.</summary>
    void FetchSlot(ulong hash);

    /// <summary>Asks for the entry that stands there, which is mostly the one looked for.</summary>
    void FetchEntry(ulong hash);

    /// <summary>Asks for that entry's id, which is compared before the entry is used.</summary>
    void FetchId(ulong hash);
}
