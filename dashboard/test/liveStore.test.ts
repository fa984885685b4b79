import { describe, expect, it, vi } from 'vitest';
import type { ApiClient } from '../src/api/client';
import { NO_FILTER } from '../src/alerts/filter';
import { LiveConnection } from '../src/live/connection';
import { LiveStore } from '../src/live/liveStore';
import type { AlertPage } from '../src/api/types';
import { alert, batch, page, seqs } from './samples';

/** A store whose server answers lists with what the test says and whose connection is moved by hand. */
async function started(pages: (query: Record<string, unknown>) => AlertPage) {
  const get = vi.fn((_path: string, query: Record<string, unknown>): Promise<AlertPage> =>
    Promise.resolve(pages(query)),
  );
  const client = { get, post: vi.fn() } as unknown as ApiClient;
  const run = vi.fn(() => Promise.resolve());
  const moveTo = vi.fn();
  const store = new LiveStore(client, 'k', () =>
    Object.assign(Object.create(LiveConnection.prototype) as LiveConnection, { run, moveTo }),
  );
  await store.start(NO_FILTER, 15, new AbortController().signal);
  return { store, get, run, moveTo };
}

describe('the live store', () => {
  it('streams from the position of the page it has read', async () => {
    const { store, run } = await started(() => page(1, 5));
    expect(run).toHaveBeenCalledWith(5, 15, expect.anything());
    store.onBatch(batch(5, 5));
    store.onBatch(batch(5, 7));
    expect(seqs(store.getState().list.rows)).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  it('loses nothing that arrives while a filter is applied', async () => {
    let answer: (p: AlertPage) => void = () => undefined;
    const { store, get } = await started(() => page(1, 2));
    get.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
    store.setFilter({ ...NO_FILTER, outcome: ['review'] });
    store.onBatch(batch(2, 4));
    answer(page(1, 3));
    await vi.waitFor(() => {
      expect(seqs(store.getState().list.rows)).toEqual([4, 3, 2, 1]);
    });
  });

  it('starts over when the stream belongs to another database', async () => {
    const { store, get, moveTo } = await started(() => page(1, 5));
    get.mockImplementation(() => Promise.resolve(page(1, 2, { feed: 'feed-2' })));
    store.onBatch(batch(0, 2, { feed: 'feed-2' }));
    await vi.waitFor(() => {
      expect(moveTo).toHaveBeenLastCalledWith(2);
    });
    expect(seqs(store.getState().list.rows)).toEqual([2, 1]);
  });

  it('starts over when a batch does not continue the one before', async () => {
    const { store, get } = await started(() => page(1, 5));
    const before = get.mock.calls.length;
    store.onBatch(batch(7, 9));
    await vi.waitFor(() => {
      expect(get.mock.calls.length).toBe(before + 1);
    });
    expect(seqs(store.getState().list.rows)).toEqual([5, 4, 3, 2, 1]);
  });

  it('looks after a reconnection what was done to the alerts it shows', async () => {
    const { store, get } = await started(() => page(1, 3));
    store.onState({ kind: 'live' });
    store.onState({ kind: 'waiting', attempt: 1, delayMs: 1, reason: '' });
    store.onState({ kind: 'connecting' });
    get.mockImplementation(() =>
      Promise.resolve(page(1, 3, { items: [alert(3), alert(2, { status: 'closed', verdict: 'fraud' }), alert(1)] })),
    );
    store.onState({ kind: 'live' });
    await vi.waitFor(() => {
      expect(store.getState().list.rows[1]?.verdict).toBe('fraud');
    });
  });

  it('says why the list could not be read and keeps what it had', async () => {
    const { store, get } = await started(() => page(1, 2));
    get.mockRejectedValue(new Error('away'));
    await store.reload();
    expect(store.getState().error).toBe('away');
    expect(store.getState().list.rows).toHaveLength(2);
  });
});
