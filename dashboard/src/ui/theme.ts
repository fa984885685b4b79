import { useCallback, useSyncExternalStore } from 'react';

export type Theme = 'dark' | 'light';

const STORED = 'fraud.theme';
const listeners = new Set<() => void>();

function current(): Theme {
  const chosen = localStorage.getItem(STORED);
  if (chosen === 'dark' || chosen === 'light') return chosen;
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

/** Puts the theme on the page; called once before the first paint. */
export function applyTheme(): void {
  document.documentElement.dataset.theme = current();
}

export function useTheme(): [Theme, () => void] {
  const theme = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, current);
  const toggle = useCallback(() => {
    localStorage.setItem(STORED, current() === 'dark' ? 'light' : 'dark');
    applyTheme();
    for (const listener of listeners) listener();
  }, []);
  return [theme, toggle];
}
