using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Fraud.Scoring.Policies;

/// <summary>One value of a policy file, as written, with its place.</summary>
public sealed class PolicyScalar
{
    private readonly string _file;
    private readonly Mark _start;
    private readonly ScalarStyle _style;

    internal PolicyScalar(YamlScalarNode node, string file)
    {
        Text = node.Value ?? "";
        _file = file;
        _start = node.Start;
        _style = node.Style;
    }

    /// <summary>The text, unquoted.</summary>
    public string Text { get; }

    /// <summary>Line where it begins, 1-based.</summary>
    public int Line => (int)_start.Line;

    /// <summary>Column where it begins, 1-based.</summary>
    public int Column => (int)_start.Column;

    /// <summary>True when it is a word without quotes, so that <c>true</c> is a boolean and <c>5</c> a number.</summary>
    internal bool IsPlain => _style is ScalarStyle.Plain or ScalarStyle.Any;

    /// <summary>The place in the file of a character of the text, through quotes, blocks and folded lines.</summary>
    /// <param name="offset">0-based offset in <see cref="Text"/>.</param>
    /// <returns>Line and column, 1-based; where the value begins when escapes hide the exact place.</returns>
    public (int Line, int Column) Locate(int offset)
    {
        var at = (int)_start.Index;
        if (_style is ScalarStyle.Literal or ScalarStyle.Folded)
            at = _file.IndexOf('\n', at) + 1;
        else if (!IsPlain)
            at++;

        // Layout differs only in white space, so the n-th visible character of the text is the n-th one in the file.
        for (var i = 0; i < Text.Length; i++)
        {
            if (char.IsWhiteSpace(Text[i]) && i != offset)
                continue;
            while (i < Text.Length && !char.IsWhiteSpace(Text[i]) && at < _file.Length && char.IsWhiteSpace(_file[at]))
                at++;
            if (i == offset)
                break;
            if (at >= _file.Length || _file[at] != Text[i])
                return (Line, Column);
            at += _style == ScalarStyle.SingleQuoted && Text[i] == '\'' ? 2 : 1;
        }

        at = Math.Min(at, _file.Length);
        var lineStart = at == 0 ? 0 : _file.LastIndexOf('\n', at - 1) + 1;
        return (_file.AsSpan(0, lineStart).Count('\n') + 1, at - lineStart + 1);
    }
}
