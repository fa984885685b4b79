using System.Globalization;
using System.Text.RegularExpressions;
using Fraud.Contracts;
using Fraud.Scoring.Cel;
using Fraud.Scoring.Cel.Checking;

namespace Fraud.Scoring.Policies;

/// <summary>Turns the texts of one section of a policy file into values and collects what is wrong with them.</summary>
internal sealed class PolicyValues(PolicySection section, string what, string? rule, List<PolicyError> errors)
{
    private static readonly string[] Outcomes = ["approve", "review", "decline"];

    /// <summary>A text that must be given; empty when it is not.</summary>
    public string Text(string key, Regex? form = null, string? hint = null)
    {
        if (section[key] is not { Text.Length: > 0 } scalar)
        {
            errors.Add(new PolicyError(section.Line, section.Column, rule, $"{what} needs '{key}'"));
            return "";
        }

        if (form is not null && !form.IsMatch(scalar.Text))
            Wrong(scalar, $"'{key}' must be {hint}");
        return scalar.Text;
    }

    /// <summary>A text that may be missing.</summary>
    public string? OptionalText(string key) => section[key] is { Text.Length: > 0 } scalar ? scalar.Text : null;

    /// <summary>A whole number in a range; null when it is not given.</summary>
    public int? Whole(string key, int min, int max)
    {
        if (section[key] is not { } scalar)
            return null;
        if (int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        Wrong(scalar, string.Create(CultureInfo.InvariantCulture, $"'{key}' must be a whole number from {min} to {max}"));
        return min;
    }

    /// <summary>A number in a range.</summary>
    public double Number(string key, double min, double max)
    {
        if (section[key] is not { } scalar)
        {
            errors.Add(new PolicyError(section.Line, section.Column, rule, $"{what} needs '{key}'"));
            return min;
        }

        if (double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        Wrong(scalar, string.Create(CultureInfo.InvariantCulture, $"'{key}' must be a number from {min} to {max}"));
        return min;
    }

    /// <summary>True or false; true when it is not given.</summary>
    public bool Enabled(string key)
    {
        if (section[key] is { } scalar && scalar.Text is not ("true" or "false"))
            Wrong(scalar, $"'{key}' must be true or false");
        return section[key]?.Text != "false";
    }

    /// <summary>A day, meaning its first instant in UTC, or an instant; null when it is not given.</summary>
    public long? Time(string key)
    {
        if (section[key] is not { } scalar)
            return null;
        var text = scalar.Text.Length == 10 ? scalar.Text + "T00:00:00Z" : scalar.Text;
        if (CelTimeText.TryParse(text, out CelTimestamp time) == CelFailure.None)
            return (time.Seconds * 1000) + (time.Nanos / 1_000_000);
        Wrong(scalar, $"'{key}' must be a day such as 2026-12-31 or a time such as 2026-12-31T18:00:00Z");
        return null;
    }

    /// <summary>An outcome by name; null when it is not given.</summary>
    public Outcome? Forced(string key)
    {
        if (section[key] is not { } scalar)
            return null;
        var index = Array.IndexOf(Outcomes, scalar.Text);
        if (index < 0)
            Wrong(scalar, $"'{key}' must be approve, review or decline", NearestName.Of(scalar.Text, Outcomes));
        return (Outcome)Math.Max(index, 0);
    }

    /// <summary>Notes what is wrong with a value.</summary>
    public void Wrong(PolicyScalar scalar, string message, string? suggestion = null) =>
        errors.Add(new PolicyError(scalar.Line, scalar.Column, rule, message, suggestion));
}
