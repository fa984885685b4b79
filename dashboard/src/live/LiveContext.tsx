import { createContext, useContext, useSyncExternalStore } from 'react';
import type { ApiClient } from '../api/client';
import type { Caller } from '../api/types';
import type { LiveState, LiveStore } from './liveStore';

/** What every part of the signed-in page needs. */
export interface Session {
  client: ApiClient;
  caller: Caller;
  live: LiveStore;
  signOut: () => void;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('This part of the page needs a session around it.');
  return session;
}

/** A part of the live state; the component renders again when that part is another one. */
export function useLive<T>(select: (state: LiveState) => T): T {
  const { live } = useSession();
  return useSyncExternalStore(live.subscribe, () => select(live.getState()));
}
