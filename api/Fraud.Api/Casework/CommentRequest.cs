namespace Fraud.Api.Casework;

/// <summary>Something worth writing down.</summary>
/// <param name="Comment">The text, at most 2 000 characters; required for a comment, optional for reopening.</param>
public sealed record CommentRequest(string? Comment);
