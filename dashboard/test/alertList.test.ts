import { describe, expect, it } from 'vitest';
import { NO_FILTER } from '../src/alerts/filter';
import { itemsOf, neighbour } from '../src/alerts/items';
import { append, begin, fill, patch, receive, release, ROWS_MAX, WAITING_MAX } from '../src/live/alertList';
import { alert, alerts, batch, page, seqs } from './samples';

const nothingRecent = { from: 0, to: 0, rows: [] };
const declines = { ...NO_FILTER, outcome: ['decline' as const] };
const open = { ...NO_FILTER, status: ['open' as const] };

describe('the list of alerts', () => {
  it('continues a page with the stream without gap or repetition', () => {
    const list = receive(begin(page(1, 3), nothingRecent, NO_FILTER), batch(2, 5), NO_FILTER, false);
    expect(seqs(list.rows)).toEqual([5, 4, 3, 2, 1]);
    expect(list.position).toBe(5);
  });

  it('includes what arrived while the page was read', () => {
    const recent = { from: 2, to: 6, rows: alerts(3, 6) };
    expect(seqs(begin(page(1, 4), recent, NO_FILTER).rows)).toEqual([6, 5, 4, 3, 2, 1]);
  });

  it('marks what is known neither from the page nor from the stream', () => {
    const list = begin(page(1, 4), { from: 7, to: 9, rows: alerts(8, 9) }, NO_FILTER);
    expect(list.gaps).toEqual([{ from: 4, to: 7, skipped: 3, byOutcome: {} }]);
    expect(itemsOf(list).map((item) => (item.kind === 'gap' ? 'gap' : item.row.seq))).toEqual([
      9,
      8,
      'gap',
      4,
      3,
      2,
      1,
    ]);
  });

  it('shows only what matches, and still moves its position', () => {
    const list = receive(begin(page(1, 1, { items: [] }), nothingRecent, declines), batch(1, 4), declines, false);
    expect(list.rows).toEqual([]);
    expect(list.position).toBe(4);
  });

  it('keeps new alerts waiting while it is held', () => {
    const held = receive(begin(page(1, 2), nothingRecent, NO_FILTER), batch(2, 5), NO_FILTER, true);
    expect(seqs(held.rows)).toEqual([2, 1]);
    expect(held.waitingCount).toBe(3);
    expect(seqs(release(held)?.rows ?? [])).toEqual([5, 4, 3, 2, 1]);
  });

  it('counts all that wait, and asks to be read again when more wait than it keeps', () => {
    const held = receive(begin(page(1, 1), nothingRecent, NO_FILTER), batch(1, WAITING_MAX + 2), NO_FILTER, true);
    expect(held.waitingCount).toBe(WAITING_MAX + 1);
    expect(release(held)).toBeNull();
  });

  it('shows where alerts were left out, and how many', () => {
    const skipped = batch(2, 1002, { alerts: [], skipped: 1000, skipped_by_outcome: { review: 900, decline: 100 } });
    const list = receive(
      receive(begin(page(1, 2), nothingRecent, NO_FILTER), skipped, NO_FILTER, false),
      batch(1002, 1003),
      NO_FILTER,
      false,
    );
    expect(itemsOf(list).map((item) => (item.kind === 'gap' ? item.gap.skipped : item.row.seq))).toEqual([
      1003, 1000, 2, 1,
    ]);
  });

  it('fills a gap page by page until nothing of it is left', () => {
    const gap = { from: 2, to: 8, skipped: 6, byOutcome: {} };
    const list = { ...begin(page(9, 9, { next_before: 3 }), nothingRecent, NO_FILTER), gaps: [gap] };
    const half = fill(list, gap, page(6, 8));
    expect(half.gaps).toEqual([{ from: 2, to: 5, skipped: 3, byOutcome: {} }]);
    const rest = half.gaps[0];
    expect(rest).toBeDefined();
    const whole = rest ? fill(half, rest, page(1, 5)) : half;
    expect(whole.gaps).toEqual([]);
    expect(seqs(whole.rows)).toEqual([9, 8, 7, 6, 5, 4, 3]);
  });

  it('takes the work of others in, whatever the place in the list', () => {
    const list = begin(page(1, 3), nothingRecent, NO_FILTER);
    const patched = patch(list, [alert(2, { status: 'closed', verdict: 'fraud' })], NO_FILTER);
    expect(patched.rows[1]?.verdict).toBe('fraud');
  });

  it('drops an alert that no longer matches and takes one in that now does', () => {
    const list = begin(page(1, 3, { next_before: undefined, items: [alert(3), alert(1)] }), nothingRecent, open);
    const patched = patch(list, [alert(1, { status: 'closed', verdict: 'genuine' }), alert(2)], open);
    expect(seqs(patched.rows)).toEqual([3, 2]);
  });

  it('forgets the oldest beyond its limit and can read them again', () => {
    const list = receive(begin(page(1, 1), nothingRecent, NO_FILTER), batch(1, ROWS_MAX + 10), NO_FILTER, false);
    expect(list.rows).toHaveLength(ROWS_MAX);
    expect(list.nextBefore).toBe(list.rows.at(-1)?.seq);
    expect(seqs(append(list, page(1, 10)).rows.slice(-2))).toEqual([2, 1]);
  });

  it('is walked over gaps', () => {
    const items = itemsOf({
      rows: alerts(8, 9).concat(alerts(1, 2)),
      gaps: [{ from: 2, to: 7, skipped: 5, byOutcome: {} }],
    });
    expect(neighbour(items, 1, 1)?.seq).toBe(2);
    expect(neighbour(items, -1, 1)?.seq).toBe(9);
    expect(neighbour(items, 0, -1)).toBeNull();
  });
});
