namespace Fraud.Scoring.Models;

/// <summary>The part of <c>bundle.json</c> that its id is the digest of.</summary>
/// <param name="Card">What the model is.</param>
/// <param name="TreesFile">Name of the file with the trees, in the same folder.</param>
/// <param name="TreesSha256">SHA-256 of that file, in hex.</param>
internal sealed record BundleContent(ModelCard Card, string TreesFile, string TreesSha256);
