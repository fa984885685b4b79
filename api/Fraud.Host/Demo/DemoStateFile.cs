using System.Text.Json;
using Fraud.Host.Runtime;

namespace Fraud.Host.Demo;

/// <summary><c>demo.json</c> of the data folder. Each write replaces the file as a whole, so a killed process leaves the old one or the new.</summary>
internal sealed class DemoStateFile(string folder)
{
    private static readonly JsonSerializerOptions Format =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly Lock _gate = new();
    private readonly string _path = Path.Combine(folder, "demo.json");
    private DemoState? _state;

    /// <summary>The state; <see cref="Load"/> was called.</summary>
    public DemoState State => Volatile.Read(ref _state) ?? throw new InvalidOperationException("The state has not been read.");

    /// <summary>Reads the file, or begins it.</summary>
    /// <param name="begin">The state of a new folder.</param>
    /// <exception cref="OperatingFaultException">The file is not a demo's.</exception>
    public DemoState Load(Func<DemoState> begin)
    {
        try
        {
            var read = File.Exists(_path) ? JsonSerializer.Deserialize<DemoState>(File.ReadAllBytes(_path), Format) : null;
            if (read is not null) return _state = read;
        }
        catch (JsonException e)
        {
            throw new OperatingFaultException($"{_path} cannot be read ({e.Message}): remove the data folder, or name another with --data.", e);
        }

        return Update(_ => begin());
    }

    /// <summary>Changes the state and writes it.</summary>
    public DemoState Update(Func<DemoState, DemoState> change)
    {
        lock (_gate)
        {
            _state = change(_state!);
            var fresh = _path + ".new";
            File.WriteAllBytes(fresh, JsonSerializer.SerializeToUtf8Bytes(_state, Format));
            File.Move(fresh, _path, overwrite: true);
            return _state;
        }
    }
}
