import type { AlertBatch, AlertPage, AlertRow } from '../src/api/types';

export const FEED = 'feed-1';

export function alert(seq: number, change: Partial<AlertRow> = {}): AlertRow {
  return {
    seq,
    payment_id: `P${seq}`,
    account_id: `A${seq % 7}`,
    amount_minor: 1250,
    currency: 'EUR',
    event_time: '2026-03-01T12:00:00Z',
    decided_time: '2026-03-01T12:00:00.010Z',
    outcome: 'review',
    score: 600,
    reasons: [{ code: 'CARD_VELOCITY', sentence: 'Many payments.', rule: 'card-velocity', points: 300 }],
    status: 'open',
    ...change,
  };
}

/** Alerts from one position to another, newest first. */
export function alerts(from: number, to: number): AlertRow[] {
  return Array.from({ length: to - from + 1 }, (_, i) => alert(to - i));
}

export function page(from: number, to: number, change: Partial<AlertPage> = {}): AlertPage {
  return { feed: FEED, position: to, items: alerts(from, to), next_before: from > 1 ? from : undefined, ...change };
}

/** The alerts after one position up to another, as the stream brings them. */
export function batch(from: number, to: number, change: Partial<AlertBatch> = {}): AlertBatch {
  return {
    feed: FEED,
    from,
    to,
    alerts: to > from ? alerts(from + 1, to).reverse() : [],
    skipped: 0,
    changed: [],
    changes_missed: false,
    ...change,
  };
}

export const seqs = (rows: readonly AlertRow[]): number[] => rows.map((row) => row.seq);
