import type { AlertBatch, AlertPage, AlertRow, Outcome } from '../api/types';
import { matches, type AlertFilter } from '../alerts/filter';

/** Alerts the list keeps; older ones are read again when somebody scrolls to them. */
export const ROWS_MAX = 10_000;

/** Alerts that wait while the list is held still; beyond this only their number is kept. */
export const WAITING_MAX = 2_000;

/** Alerts the server left out because this client was too slow: after `from`, up to and including `to`. */
export interface Gap {
  from: number;
  to: number;
  skipped: number;
  byOutcome: Partial<Record<Outcome, number>>;
}

/** The list of alerts as the page shows it. Every state is a new object. */
export interface AlertList {
  /** Newest first. */
  rows: readonly AlertRow[];
  gaps: readonly Gap[];
  /** New alerts that match while the list is held, newest first. */
  waiting: readonly AlertRow[];
  /** How many alerts wait, those beyond `WAITING_MAX` included. */
  waitingCount: number;
  /** Where older alerts continue; null when there are none. */
  nextBefore: number | null;
  /** Up to where the list is complete. */
  position: number;
}

export const EMPTY_LIST: AlertList = {
  rows: [],
  gaps: [],
  waiting: [],
  waitingCount: 0,
  nextBefore: null,
  position: 0,
};

/** The newest alerts that arrived live, whatever the filter: all after `from` up to `to`, newest first. */
export interface RecentAlerts {
  from: number;
  to: number;
  rows: readonly AlertRow[];
}

/** A list that starts with a page, completed by what arrived live while the page was read. */
export function begin(page: AlertPage, recent: RecentAlerts, filter: AlertFilter): AlertList {
  const newer = recent.rows.filter((row) => row.seq > page.position && matches(filter, row));
  const between = { from: page.position, to: recent.from, skipped: recent.from - page.position, byOutcome: {} };
  return {
    ...EMPTY_LIST,
    rows: [...newer, ...page.items],
    gaps: between.skipped > 0 ? [between] : [],
    nextBefore: page.next_before ?? null,
    position: Math.max(page.position, recent.to),
  };
}

/** Takes in a batch of the stream. While `held`, new alerts wait instead of moving what somebody reads. */
export function receive(list: AlertList, batch: AlertBatch, filter: AlertFilter, held: boolean): AlertList {
  if (batch.to < list.position) return patch(list, batch.changed, filter);
  const fresh = batch.alerts.filter((row) => row.seq > list.position && matches(filter, row)).reverse();
  const gaps = batch.skipped > 0 && batch.to > list.position ? [gapOf(batch, list.position), ...list.gaps] : list.gaps;
  const moved = { ...list, gaps, position: Math.max(list.position, batch.to) };
  const taken = held ? wait(moved, fresh) : prepend(moved, fresh);
  return patch(taken, batch.changed, filter);
}

/** Shows what waited. Not possible when more waited than was kept: then the list must be read again. */
export function release(list: AlertList): AlertList | null {
  if (list.waitingCount > list.waiting.length) return null;
  return prepend({ ...list, waiting: [], waitingCount: 0 }, list.waiting);
}

/** Adds a page of older alerts. */
export function append(list: AlertList, page: AlertPage): AlertList {
  const oldest = list.rows.at(-1)?.seq ?? Number.POSITIVE_INFINITY;
  const rows = [...list.rows, ...page.items.filter((row) => row.seq < oldest)];
  return { ...list, rows, nextBefore: page.next_before ?? null };
}

/** Puts a page of alerts, read back from the end of a gap, into it; the gap shrinks, and goes once the page reaches over its start. */
export function fill(list: AlertList, gap: Gap, page: AlertPage): AlertList {
  const inside = page.items.filter((row) => row.seq > gap.from && row.seq <= gap.to);
  const last = inside.at(-1)?.seq ?? gap.from + 1;
  const done = page.next_before === undefined || page.next_before <= gap.from + 1 || inside.length < page.items.length;
  const rest = { ...gap, to: last - 1, skipped: last - 1 - gap.from, byOutcome: {} };
  return {
    ...list,
    rows: [...list.rows, ...inside].sort((a, b) => b.seq - a.seq),
    gaps: list.gaps.flatMap((other) => (other.from !== gap.from ? [other] : done || rest.skipped === 0 ? [] : [rest])),
  };
}

/** Replaces alerts by what they have become: one that no longer matches leaves the list, one that now matches takes its place in it. */
export function patch(list: AlertList, changed: readonly AlertRow[], filter: AlertFilter): AlertList {
  if (changed.length === 0) return list;
  const bySeq = new Map(changed.map((row) => [row.seq, row]));
  const become = (rows: readonly AlertRow[]) =>
    rows.flatMap((row) => {
      const now = bySeq.get(row.seq) ?? row;
      return now === row || matches(filter, now) ? [now] : [];
    });
  const waiting = become(list.waiting);
  const known = new Set([...list.rows, ...list.waiting].map((row) => row.seq));
  const newest = list.rows[0]?.seq ?? 0;
  const joining = changed.filter(
    (row) => !known.has(row.seq) && row.seq < newest && row.seq >= (list.nextBefore ?? 0) && matches(filter, row),
  );
  const rows = become(list.rows);
  return {
    ...list,
    rows: joining.length === 0 ? rows : [...rows, ...joining].sort((a, b) => b.seq - a.seq),
    waiting,
    waitingCount: list.waitingCount - (list.waiting.length - waiting.length),
  };
}

function gapOf(batch: AlertBatch, position: number): Gap {
  const from = Math.max(batch.from, position);
  return { from, to: batch.to, skipped: batch.to - from, byOutcome: batch.skipped_by_outcome ?? {} };
}

function prepend(list: AlertList, fresh: readonly AlertRow[]): AlertList {
  if (fresh.length === 0) return list;
  const rows = [...fresh, ...list.rows];
  if (rows.length <= ROWS_MAX) return { ...list, rows };
  const kept = rows.slice(0, ROWS_MAX);
  const oldest = kept[ROWS_MAX - 1]?.seq ?? 0;
  return { ...list, rows: kept, nextBefore: oldest, gaps: list.gaps.filter((gap) => gap.to > oldest) };
}

function wait(list: AlertList, fresh: readonly AlertRow[]): AlertList {
  return {
    ...list,
    waiting: [...fresh, ...list.waiting].slice(0, WAITING_MAX),
    waitingCount: list.waitingCount + fresh.length,
  };
}
