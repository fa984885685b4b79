import { useCallback, useMemo, useState, type RefObject } from 'react';
import type { AlertKey, AlertRow } from '../api/types';
import { useLive, useSession } from '../live/LiveContext';
import { useKeyboard } from '../ui/useKeyboard';
import { Announcer } from './Announcer';
import { AlertTable } from './AlertTable';
import { FilterBar } from './FilterBar';
import { indexOf, itemsOf, neighbour } from './items';

interface AlertListProps {
  open: AlertKey | null;
  onOpen: (row: AlertRow) => void;
  search: RefObject<HTMLInputElement | null>;
}

/** The live list with its filter, and the keys that walk through it. */
export function AlertList({ open, onOpen, search }: AlertListProps) {
  const { live } = useSession();
  const list = useLive((state) => state.list);
  const loading = useLive((state) => state.loading);
  const error = useLive((state) => state.error);
  const items = useMemo(() => itemsOf(list), [list]);
  const [cursor, setCursor] = useState<number | null>(null);
  const opened = open ? (list.rows.find((row) => sameKey(row, open))?.seq ?? null) : null;
  const selected = opened ?? cursor;

  const move = (step: 1 | -1) => {
    const row = neighbour(items, indexOf(items, selected), step) ?? nearest(list.rows, selected, step);
    if (!row) return;
    setCursor(row.seq);
    if (open) onOpen(row);
  };
  const openRow = useCallback(
    (row: AlertRow) => {
      setCursor(row.seq);
      onOpen(row);
    },
    [onOpen],
  );
  useKeyboard({
    j: () => {
      move(1);
    },
    k: () => {
      move(-1);
    },
    Enter: () => {
      const item = items[indexOf(items, selected)];
      if (item?.kind === 'alert') openRow(item.row);
    },
  });

  return (
    <section className="card alerts" aria-label="Alerts">
      <FilterBar search={search} />
      {error && (
        <p className="problem banner" role="alert">
          {error}{' '}
          <button type="button" className="link" onClick={() => void live.reload()}>
            Try again
          </button>
        </p>
      )}
      <AlertTable items={items} selected={selected} onOpen={openRow} />
      {!loading && !error && items.length === 0 && (
        <p className="muted empty">No alerts match. New ones appear here as they come.</p>
      )}
      <Announcer />
    </section>
  );
}

function sameKey(row: AlertRow, key: AlertKey): boolean {
  return row.payment_id === key.payment_id && row.account_id === key.account_id;
}

/** When the selected alert has left the list (a verdict closed it), the one that stands where it stood. */
function nearest(rows: readonly AlertRow[], seq: number | null, step: 1 | -1): AlertRow | null {
  if (seq === null) return null;
  const found = step === 1 ? rows.find((row) => row.seq < seq) : rows.findLast((row) => row.seq > seq);
  return found ?? null;
}
