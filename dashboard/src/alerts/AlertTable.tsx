import { flexRender, getCoreRowModel, useReactTable, type Row } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useMemo, useRef, type CSSProperties } from 'react';
import type { AlertRow } from '../api/types';
import type { Gap } from '../live/alertList';
import { useLive, useSession } from '../live/LiveContext';
import { count } from '../ui/format';
import { COLUMNS } from './columns';
import { indexOf, type Item } from './items';

const ROW_HEIGHT = 32;
const HEAD_HEIGHT = 27;
const OLDER_WITHIN = 20;

interface AlertTableProps {
  items: Item[];
  selected: number | null;
  onOpen: (row: AlertRow) => void;
}

/** The rows of the list that are in sight. While somebody has scrolled down, the list is held so that nothing moves under their eyes. */
export function AlertTable({ items, selected, onOpen }: AlertTableProps) {
  const { live } = useSession();
  const nextBefore = useLive((state) => state.list.nextBefore);
  const loading = useLive((state) => state.loading);
  const waiting = useLive((state) => state.list.waitingCount);
  const scroller = useRef<HTMLDivElement>(null);
  const heldByScroll = useRef(false);

  const alerts = useMemo(() => items.flatMap((item) => (item.kind === 'alert' ? [item.row] : [])), [items]);
  // eslint-disable-next-line react-hooks/incompatible-library -- known: this component is not memoized by the compiler
  const table = useReactTable({ data: alerts, columns: COLUMNS, getCoreRowModel: getCoreRowModel(), getRowId: rowId });
  const rows = table.getRowModel().rowsById;
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    getItemKey: (index) => keyOf(items[index]),
    overscan: 12,
  });
  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  const index = indexOf(items, selected);

  useEffect(() => {
    if (nextBefore !== null && !loading && lastShown >= items.length - OLDER_WITHIN) void live.loadOlder();
  }, [live, nextBefore, loading, lastShown, items.length]);

  const chosen = useRef(selected);
  useEffect(() => {
    if (chosen.current !== selected && index >= 0) virtual.scrollToIndex(index, { align: 'auto' });
    chosen.current = selected;
  }, [selected, index, virtual]);

  const onScroll = () => {
    const away = (scroller.current?.scrollTop ?? 0) > ROW_HEIGHT;
    if (away && !live.getState().held) {
      heldByScroll.current = true;
      live.hold(true);
    } else if (!away && heldByScroll.current) {
      heldByScroll.current = false;
      live.hold(false);
    }
  };

  const showNew = () => {
    heldByScroll.current = false;
    scroller.current?.scrollTo({ top: 0 });
    live.hold(false);
    live.releaseWaiting();
  };

  return (
    <div className="table" role="table" aria-label="Alerts, newest first" aria-rowcount={-1}>
      <div ref={scroller} className="table-body" onScroll={onScroll}>
        <div role="rowgroup" className="table-head">
          {table.getHeaderGroups().map((group) => (
            <div role="row" className="alert-row" key={group.id}>
              {group.headers.map((header) => (
                <div role="columnheader" key={header.id} data-column={header.column.id}>
                  {flexRender(header.column.columnDef.header, header.getContext())}
                </div>
              ))}
            </div>
          ))}
        </div>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {shown.map((place) => {
            const item = items[place.index];
            const style: CSSProperties = { transform: `translateY(${place.start}px)`, height: ROW_HEIGHT };
            if (item?.kind === 'gap') return <GapRow key={place.key} gap={item.gap} style={style} />;
            const row = item && rows[rowId(item.row)];
            return (
              row && (
                <AlertLine
                  key={place.key}
                  row={row}
                  alert={row.original}
                  top={place.start}
                  selected={row.original.seq === selected}
                  onOpen={onOpen}
                />
              )
            );
          })}
        </div>
      </div>
      {waiting > 0 && (
        <button type="button" className="pill waiting" onClick={showNew}>
          {count(waiting)} new
        </button>
      )}
    </div>
  );
}

interface AlertLineProps {
  row: Row<AlertRow>;
  alert: AlertRow;
  top: number;
  selected: boolean;
  onOpen: (row: AlertRow) => void;
}

const AlertLine = memo(
  function AlertLine({ row, alert, top, selected, onOpen }: AlertLineProps) {
    return (
      <div
        role="row"
        className="alert-row line"
        data-seq={alert.seq}
        data-payment={alert.payment_id}
        data-outcome={alert.outcome}
        data-done={alert.status === 'closed'}
        aria-current={selected ? 'true' : undefined}
        style={{ transform: `translateY(${top}px)`, height: ROW_HEIGHT }}
      >
        {row.getVisibleCells().map((cell, i) => (
          <div role="cell" key={cell.id} data-column={cell.column.id}>
            {i === 0 ? (
              <button
                type="button"
                className="row-button"
                aria-label={`Open alert ${alert.payment_id}`}
                onClick={() => {
                  onOpen(alert);
                }}
              />
            ) : null}
            {flexRender(cell.column.columnDef.cell, cell.getContext())}
          </div>
        ))}
      </div>
    );
  },
  (a, b) => a.alert === b.alert && a.top === b.top && a.selected === b.selected && a.onOpen === b.onOpen,
);

function GapRow({ gap, style }: { gap: Gap; style: CSSProperties }) {
  const { live } = useSession();
  const parts = Object.entries(gap.byOutcome).map(([outcome, n]) => `${count(n)} ${outcome}`);
  return (
    <div role="row" className="gap-row" style={style}>
      <div role="cell">
        {count(gap.skipped)} alerts came faster than this page could take them
        {parts.length > 0 && ` (${parts.join(', ')})`}.{' '}
        <button type="button" className="link" onClick={() => void live.fillGap(gap)}>
          Show them
        </button>
      </div>
    </div>
  );
}

function rowId(row: AlertRow): string {
  return String(row.seq);
}

function keyOf(item: Item | undefined): string {
  if (!item) return '';
  return item.kind === 'alert' ? rowId(item.row) : `gap-${item.gap.from}`;
}
