using System.Text;
using System.Text.Json;
using Fraud.Contracts;
using Fraud.Contracts.Json;

namespace Fraud.Ingest.Policies;

/// <summary>What <c>policy.v1</c> says up to some offset: every version, every step, and what follows from the steps. Not safe for concurrent use.</summary>
public sealed class PolicyHistory
{
    private readonly Dictionary<string, PolicyVersion> _versions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, PolicyStep> _steps = [];

    /// <summary>Every version, the oldest first.</summary>
    public IReadOnlyList<PolicyVersion> Versions => [.. _versions.Values.OrderBy(version => version.TimeMs).ThenBy(version => version.Number)];

    /// <summary>Every step, in order.</summary>
    public IReadOnlyCollection<PolicyStep> Steps => _steps.Values;

    /// <summary>Digests that were live and may be returned to, the live one last; empty before the first activation.</summary>
    public IReadOnlyList<string> Line { get; private set; } = [];

    /// <summary>The version that is live; null before the first activation.</summary>
    public PolicyVersion? Live => Line.Count == 0 ? null : Find(Line[^1]);

    /// <summary>The version that a rollback makes live; null when there is none.</summary>
    public PolicyVersion? Previous => Line.Count < 2 ? null : Find(Line[^2]);

    /// <summary>Versions that decide beside the live one, in the order in which they began.</summary>
    public IReadOnlyList<PolicyVersion> Shadows { get; private set; } = [];

    /// <summary>Number of the next step.</summary>
    public int NextStep => _steps.Count == 0 ? 1 : _steps.Keys.Last() + 1;

    /// <summary>The version of a digest; null when there is none.</summary>
    public PolicyVersion? Find(string digest) => _versions.GetValueOrDefault(digest);

    /// <summary>The approval of a version; null when it has none.</summary>
    public PolicyStep? Approval(string digest) => _steps.Values.LastOrDefault(step => step.Kind == PolicyStepKind.Approve && step.Digest == digest);

    /// <summary>True when this version was live at some time, as only what was approved, or came with the first start, can have been.</summary>
    public bool WasLive(string digest) => _steps.Values.Any(step => step.Digest == digest && IsLiveFrom(step.Kind));

    /// <summary>Takes one record.</summary>
    /// <returns>False when it is none of these records: others may write to the topic too, and a newer program more than this one knows.</returns>
    public bool Apply(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        try
        {
            switch (Encoding.UTF8.GetString(key).Split('/'))
            {
                case [_, "version", _]:
                    var version = PolicyVersionJson.Read(value);
                    _versions[version.Digest] = version;
                    return true;
                case [_, "step", _]:
                    var step = PolicyStepJson.Read(value);
                    _steps[step.Number] = step;
                    Follow();
                    return true;
                default:
                    return false;
            }
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Follow()
    {
        var line = new List<string>();
        var shadows = new List<string>();
        foreach (var step in _steps.Values)
        {
            switch (step.Kind)
            {
                case PolicyStepKind.Activate:
                    line.Add(step.Digest);
                    break;
                case PolicyStepKind.Rebind:
                    line.RemoveRange(Math.Max(0, line.Count - 1), Math.Min(1, line.Count));
                    line.Add(step.Digest);
                    break;
                case PolicyStepKind.Rollback:
                    var place = line.LastIndexOf(step.Digest);
                    line.RemoveRange(place + 1, line.Count - place - 1);
                    break;
                case PolicyStepKind.Shadow:
                    shadows.Add(step.Digest);
                    break;
                case PolicyStepKind.Retire:
                    shadows.Remove(step.Digest);
                    break;
            }

            if (IsLiveFrom(step.Kind))
                shadows.Remove(step.Digest);
        }

        Line = line;
        Shadows = [.. shadows.Select(Find).OfType<PolicyVersion>()];
    }

    private static bool IsLiveFrom(PolicyStepKind kind) => kind is PolicyStepKind.Activate or PolicyStepKind.Rollback or PolicyStepKind.Rebind;
}
