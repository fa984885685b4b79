using System.ComponentModel;
using System.Diagnostics;

namespace Fraud.Host.Demo;

/// <summary>Opens an address in the user's browser where there is one.</summary>
internal static class Browser
{
    public static void Open(string address)
    {
        // xdg-open without a display would start a text browser in this terminal.
        if (Environment.GetEnvironmentVariable("DISPLAY") is null && Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is null) return;
        try
        {
            using var opener = Process.Start(new ProcessStartInfo("xdg-open", address) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (Win32Exception)
        {
            // The address is printed too.
        }
    }
}
