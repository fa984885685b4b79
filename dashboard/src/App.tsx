import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { ApiClient, ApiError } from './api/client';
import type { Caller } from './api/types';
import { Console } from './Console';
import { SessionContext, type Session } from './live/LiveContext';
import { LiveStore } from './live/liveStore';
import { forgetKey, keepKey, takeKey } from './session/key';
import { SignIn } from './session/SignIn';
import { readView } from './view';

/** The whole page: a sign-in until there is a key that may read alerts, then the console. */
export function App() {
  const queries = useQueryClient();
  const [key, setKey] = useState(() => takeKey(location, history, sessionStorage));
  const client = useMemo(() => (key === null ? null : new ApiClient(key)), [key]);
  const caller = useQuery({
    queryKey: ['me', key],
    staleTime: Infinity,
    queryFn: client ? ({ signal }) => client.get<Caller>('/v1/me', {}, signal) : skipToken,
  });

  const signOut = () => {
    forgetKey(sessionStorage);
    queries.clear();
    setKey(null);
  };
  const signIn = (given: string) => {
    keepKey(given, sessionStorage);
    setKey(given);
  };

  if (client === null || key === null || caller.data === undefined || !mayRead(caller.data)) {
    return <SignIn problem={problemOf(caller)} checking={caller.isFetching} onKey={signIn} />;
  }
  return <SignedIn key={key} apiKey={key} client={client} caller={caller.data} signOut={signOut} />;
}

interface SignedInProps {
  apiKey: string;
  client: ApiClient;
  caller: Caller;
  signOut: () => void;
}

function SignedIn({ apiKey, client, caller, signOut }: SignedInProps) {
  const [live] = useState(() => new LiveStore(client, apiKey));
  useEffect(() => {
    const stop = new AbortController();
    const view = readView(location.search);
    void live.start(view.filter, view.minutes, stop.signal);
    return () => {
      stop.abort();
    };
  }, [live]);
  const session: Session = { client, caller, live, signOut };
  return (
    <SessionContext value={session}>
      <Console />
    </SessionContext>
  );
}

function mayRead(caller: Caller): boolean {
  return caller.scopes.includes('alerts:read') || caller.scopes.includes('admin');
}

function problemOf(caller: { data?: Caller; error: Error | null }): string | null {
  if (caller.data) return 'This key may not read alerts.';
  if (caller.error instanceof ApiError && caller.error.status === 401) return 'This key is not valid.';
  return caller.error ? `The server could not be asked: ${caller.error.message}` : null;
}
