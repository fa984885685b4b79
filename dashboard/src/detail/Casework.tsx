import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import type { AlertKey, AlertRow } from '../api/types';
import { useSession } from '../live/LiveContext';
import { useKeyboard } from '../ui/useKeyboard';
import { Toast } from '../ui/Toast';

export type Action =
  | { kind: 'verdict'; fraud: boolean; comment?: string }
  | { kind: 'reopen' }
  | { kind: 'assign'; assignee: string | null }
  | { kind: 'comment'; comment: string };

interface Casework {
  mayWrite: boolean;
  pending: boolean;
  act: (key: AlertKey, action: Action) => Promise<boolean>;
}

interface Done {
  key: AlertKey;
  text: string;
  undo: boolean;
  problem: boolean;
}

const CaseworkContext = createContext<Casework | null>(null);

export function useCasework(): Casework {
  const casework = useContext(CaseworkContext);
  if (!casework) throw new Error('This part of the page needs casework around it.');
  return casework;
}

/** What a person can do to alerts, with the last thing done shown for a while and, where it was a verdict, a way back. */
export function CaseworkProvider({ children }: { children: ReactNode }) {
  const { client, caller, live } = useSession();
  const queries = useQueryClient();
  const [done, setDone] = useState<Done | null>(null);
  const { mutateAsync, isPending } = useMutation({
    mutationFn: ({ key, action }: { key: AlertKey; action: Action }) => {
      const { kind, ...body } = action;
      return client.post<AlertRow>(
        `/v1/alerts/${encodeURIComponent(key.payment_id)}/${kind}`,
        { account_id: key.account_id },
        body,
      );
    },
  });

  const act = useCallback(
    async (key: AlertKey, action: Action) => {
      try {
        live.apply(await mutateAsync({ key, action }));
        setDone({ key, text: wordsOf(key, action), undo: action.kind === 'verdict', problem: false });
        return true;
      } catch (error) {
        setDone({ key, text: error instanceof Error ? error.message : String(error), undo: false, problem: true });
        return false;
      } finally {
        void queries.invalidateQueries({ queryKey: ['alert', key.account_id, key.payment_id] });
      }
    },
    [live, mutateAsync, queries],
  );

  const undo = done?.undo ? () => void act(done.key, { kind: 'reopen' }) : undefined;
  useKeyboard({ u: undo });
  const mayWrite = caller.scopes.includes('alerts:write') || caller.scopes.includes('admin');
  const casework = useMemo(() => ({ mayWrite, pending: isPending, act }), [mayWrite, isPending, act]);
  return (
    <CaseworkContext value={casework}>
      {children}
      {done && (
        <Toast
          text={done.text}
          problem={done.problem}
          action={undo && { label: 'Undo', run: undo }}
          onClose={() => {
            setDone(null);
          }}
        />
      )}
    </CaseworkContext>
  );
}

function wordsOf(key: AlertKey, action: Action): string {
  switch (action.kind) {
    case 'verdict':
      return `${key.payment_id} marked as ${action.fraud ? 'fraud' : 'genuine'}.`;
    case 'reopen':
      return `${key.payment_id} is open again.`;
    case 'assign':
      return action.assignee === null
        ? `${key.payment_id} put back.`
        : `${key.payment_id} assigned to ${action.assignee}.`;
    case 'comment':
      return `Comment on ${key.payment_id} kept.`;
  }
}
