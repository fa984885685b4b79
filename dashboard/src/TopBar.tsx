import { ConnectionPill } from './live/ConnectionPill';
import { useLive, useSession } from './live/LiveContext';
import { ExitIcon, HelpIcon, MoonIcon, SunIcon } from './ui/icons';
import { useTheme } from './ui/theme';
import { count } from './ui/format';

export function TopBar({ onHelp }: { onHelp: () => void }) {
  const { caller, signOut } = useSession();
  const [theme, toggleTheme] = useTheme();
  const lag = useLive((state) => state.overview?.projection.records ?? 0);
  const rejected = useLive((state) => state.overview?.projection.rejected ?? 0);
  return (
    <header className="top-bar">
      <div className="brand">
        <img src="/icon.svg" alt="" width="22" height="22" />
        <h1>Fraud</h1>
      </div>
      <ConnectionPill />
      {lag > 1_000 && <span className="pill warn">{count(lag)} records behind the log</span>}
      {rejected > 0 && <span className="pill warn">{count(rejected)} records unreadable</span>}
      <div className="spacer" />
      <span className="muted who">{caller.name}</span>
      <button
        type="button"
        className="icon-button"
        onClick={onHelp}
        aria-label="Keyboard help"
        title="Keyboard help (?)"
      >
        <HelpIcon />
      </button>
      <button
        type="button"
        className="icon-button"
        onClick={toggleTheme}
        aria-label={theme === 'dark' ? 'Light theme' : 'Dark theme'}
        title={theme === 'dark' ? 'Light theme' : 'Dark theme'}
      >
        {theme === 'dark' ? <SunIcon /> : <MoonIcon />}
      </button>
      <button type="button" className="icon-button" onClick={signOut} aria-label="Sign out" title="Sign out">
        <ExitIcon />
      </button>
    </header>
  );
}
