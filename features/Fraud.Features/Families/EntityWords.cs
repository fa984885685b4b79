namespace Fraud.Features.Families;

/// <summary>How names and definitions of features speak of an entity.</summary>
internal static class EntityWords
{
    /// <summary>The first part of a feature's name.</summary>
    public static string Name(EntityKind entity) => entity.ToString().ToLowerInvariant();

    /// <summary>The word in a sentence.</summary>
    public static string Noun(EntityKind entity) => entity == EntityKind.Ip ? "internet address" : Name(entity);
}
