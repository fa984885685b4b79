const STORED = 'fraud.key';
const FRAGMENT = 'key';

/**
 * The access key of this tab. One given as `#key=…` is taken over and removed from the address bar, so that it neither stays in the history
 * nor gets copied with the address. It lives in session storage: closing the tab forgets it.
 */
export function takeKey(location: Location, history: History, storage: Storage): string | null {
  const fragment = new URLSearchParams(location.hash.replace(/^#/, ''));
  const given = fragment.get(FRAGMENT)?.trim();
  if (given) {
    storage.setItem(STORED, given);
    fragment.delete(FRAGMENT);
    const rest = fragment.toString();
    history.replaceState(history.state, '', location.pathname + location.search + (rest === '' ? '' : `#${rest}`));
  }
  return storage.getItem(STORED);
}

export function keepKey(key: string, storage: Storage): void {
  storage.setItem(STORED, key);
}

export function forgetKey(storage: Storage): void {
  storage.removeItem(STORED);
}
