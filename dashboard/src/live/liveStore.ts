import type { ApiClient } from '../api/client';
import type { AlertBatch, AlertPage, AlertRow, Overview } from '../api/types';
import { NO_FILTER, toQuery, type AlertFilter } from '../alerts/filter';
import {
  append,
  begin,
  EMPTY_LIST,
  fill,
  patch,
  receive,
  release,
  type AlertList,
  type Gap,
  type RecentAlerts,
} from './alertList';
import { LiveConnection, type ConnectionState } from './connection';

const PAGE = 100;
const GAP_PAGE = 500;
const RECENT_MAX = 5_000;
const RETRY_MS = 2_000;

export interface LiveState {
  connection: ConnectionState;
  list: AlertList;
  filter: AlertFilter;
  /** The list stands still and new alerts wait. */
  held: boolean;
  loading: boolean;
  /** Why the list could not be read; null when it could. */
  error: string | null;
  overview: Overview | null;
  minutes: number;
}

/** Everything on the page that moves: the list of alerts and the overview, fed by one connection. */
export class LiveStore {
  readonly #client: ApiClient;
  readonly #connection: LiveConnection;
  readonly #listeners = new Set<() => void>();
  #state: LiveState = {
    connection: { kind: 'connecting' },
    list: EMPTY_LIST,
    filter: NO_FILTER,
    held: false,
    loading: true,
    error: null,
    overview: null,
    minutes: 15,
  };
  /** What arrives while a page is read must not be missing from it. */
  #recent: RecentAlerts = { from: 0, to: 0, rows: [] };
  #feed: string | null = null;
  #position = 0;
  #reading: AbortController | null = null;
  #interrupted = false;

  constructor(client: ApiClient, key: string, connect?: (store: LiveStore) => LiveConnection) {
    this.#client = client;
    this.#connection = connect?.(this) ?? new LiveConnection(key, this);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getState = (): LiveState => this.#state;

  /** Reads the first page, then follows the stream from its position, until told to stop. */
  async start(filter: AlertFilter, minutes: number, signal: AbortSignal): Promise<void> {
    this.#set({ filter, minutes });
    for (let ready = false; !ready && !signal.aborted;) {
      await this.reload();
      ready = this.#feed !== null;
      if (!ready) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    if (!signal.aborted) await this.#connection.run(this.#position, this.#state.minutes, signal);
    this.#reading?.abort();
  }

  setFilter(filter: AlertFilter): void {
    this.#set({ filter });
    void this.reload();
  }

  setMinutes(minutes: number): void {
    this.#set({ minutes });
    this.#connection.setMinutes(minutes);
  }

  retryNow(): void {
    this.#connection.retryNow();
  }

  hold(held: boolean): void {
    if (held === this.#state.held) return;
    this.#set({ held });
    if (!held) this.releaseWaiting();
  }

  releaseWaiting(): void {
    const list = release(this.#state.list);
    if (list) this.#set({ list });
    else void this.reload();
  }

  /** Reads the newest page again, under the filter as it is. */
  async reload(): Promise<void> {
    this.#reading?.abort();
    const reading = (this.#reading = new AbortController());
    this.#set({ loading: true });
    try {
      const page = await this.#page(PAGE, undefined, reading.signal);
      if (reading.signal.aborted) return;
      if (this.#feed !== page.feed) this.#restart(page);
      this.#set({ list: begin(page, this.#recent, this.#state.filter), loading: false, error: null });
    } catch (error) {
      if (!reading.signal.aborted) this.#set({ loading: false, error: sentence(error) });
    }
  }

  async loadOlder(): Promise<void> {
    const { list, loading } = this.#state;
    if (loading || list.nextBefore === null) return;
    await this.#read(list.nextBefore, PAGE, append);
  }

  async fillGap(gap: Gap): Promise<void> {
    if (!this.#state.loading) await this.#read(gap.to + 1, GAP_PAGE, (list, page) => fill(list, gap, page));
  }

  /** Takes in an alert as a person's action has left it, without waiting for the stream to say so. */
  apply(row: AlertRow): void {
    this.#recent = updated(this.#recent, [row]);
    this.#set({ list: patch(this.#state.list, [row], this.#state.filter) });
  }

  onState(connection: ConnectionState): void {
    const again = connection.kind === 'live' && this.#interrupted;
    if (connection.kind !== 'connecting') this.#interrupted = connection.kind === 'waiting';
    this.#set({ connection });
    // The stream brings the alerts of the meantime, but not what was done to the alerts already here.
    if (again) void this.#refresh();
  }

  onOverview(overview: Overview): void {
    this.#set({ overview });
  }

  onBatch(batch: AlertBatch): void {
    if (batch.feed !== this.#feed || batch.from !== this.#position) {
      // Another database, or a stream that does not continue where this page stands: nothing known holds any more.
      this.#feed = null;
      void this.reload();
      return;
    }
    this.#position = batch.to;
    this.#recent = extended(updated(this.#recent, batch.changed), batch);
    this.#set({ list: receive(this.#state.list, batch, this.#state.filter, this.#state.held) });
    if (batch.changes_missed) void this.#refresh();
  }

  #restart(page: AlertPage): void {
    this.#feed = page.feed;
    this.#position = page.position;
    this.#recent = { from: page.position, to: page.position, rows: [] };
    this.#connection.moveTo(page.position);
  }

  async #refresh(): Promise<void> {
    try {
      const page = await this.#client.get<AlertPage>('/v1/alerts', { limit: GAP_PAGE });
      this.#set({ list: patch(this.#state.list, page.items, this.#state.filter) });
    } catch {
      // The connection has just come back and may go again; the next time it does, this is done again.
    }
  }

  async #read(before: number, limit: number, take: (list: AlertList, page: AlertPage) => AlertList): Promise<void> {
    const reading = (this.#reading = new AbortController());
    this.#set({ loading: true });
    try {
      const page = await this.#page(limit, before, reading.signal);
      if (!reading.signal.aborted) this.#set({ list: take(this.#state.list, page), loading: false, error: null });
    } catch (error) {
      if (!reading.signal.aborted) this.#set({ loading: false, error: sentence(error) });
    }
  }

  #page(limit: number, before: number | undefined, signal: AbortSignal): Promise<AlertPage> {
    return this.#client.get<AlertPage>('/v1/alerts', { ...toQuery(this.#state.filter), before, limit }, signal);
  }

  #set(change: Partial<LiveState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function updated(recent: RecentAlerts, changed: readonly AlertRow[]): RecentAlerts {
  if (changed.length === 0) return recent;
  const bySeq = new Map(changed.map((row) => [row.seq, row]));
  return { ...recent, rows: recent.rows.map((row) => bySeq.get(row.seq) ?? row) };
}

function extended(recent: RecentAlerts, batch: AlertBatch): RecentAlerts {
  if (batch.skipped > 0) return { from: batch.to, to: batch.to, rows: [] };
  const rows = [...batch.alerts.toReversed(), ...recent.rows];
  const dropped = rows[RECENT_MAX];
  return { from: dropped?.seq ?? recent.from, to: batch.to, rows: rows.slice(0, RECENT_MAX) };
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
