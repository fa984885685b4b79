import type { AlertRow } from '../api/types';
import type { AlertList, Gap } from '../live/alertList';

/** A line of the list: an alert, or the place where some were left out. */
export type Item = { kind: 'alert'; row: AlertRow } | { kind: 'gap'; gap: Gap };

/** The lines newest first, each gap where its alerts belong. */
export function itemsOf(list: Pick<AlertList, 'rows' | 'gaps'>): Item[] {
  const items: Item[] = [];
  const gaps = [...list.gaps].sort((a, b) => b.to - a.to);
  for (const row of list.rows) {
    for (let gap = gaps[0]; gap && gap.to >= row.seq; gap = gaps[0]) {
      items.push({ kind: 'gap', gap });
      gaps.shift();
    }
    items.push({ kind: 'alert', row });
  }
  return [...items, ...gaps.map((gap) => ({ kind: 'gap' as const, gap }))];
}

export function indexOf(items: readonly Item[], seq: number | null): number {
  return seq === null ? -1 : items.findIndex((item) => item.kind === 'alert' && item.row.seq === seq);
}

/** The alert after (1) or before (−1) the line at an index, gaps skipped; the first when nothing is chosen. */
export function neighbour(items: readonly Item[], index: number, step: 1 | -1): AlertRow | null {
  for (let i = index < 0 ? (step === 1 ? 0 : -1) : index + step; i >= 0 && i < items.length; i += step) {
    const item = items[i];
    if (item?.kind === 'alert') return item.row;
  }
  return null;
}
