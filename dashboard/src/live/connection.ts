import {
  HttpTransportType,
  HubConnectionBuilder,
  LogLevel,
  type HubConnection,
  type ISubscription,
} from '@microsoft/signalr';
import type { AlertBatch, Overview } from '../api/types';

export type ConnectionState =
  | { kind: 'connecting' }
  | { kind: 'live' }
  | { kind: 'waiting'; attempt: number; delayMs: number; reason: string }
  | { kind: 'stopped' };

export interface ConnectionEvents {
  onState(state: ConnectionState): void;
  onBatch(batch: AlertBatch): void;
  onOverview(overview: Overview): void;
}

const DELAY_FIRST_MS = 300;
const DELAY_MAX_MS = 10_000;

/** The delay before an attempt: doubling from 0.3 s to 10 s, so that a server coming back is not met by all its clients at once. */
export function delayBefore(attempt: number, random: () => number): number {
  const full = Math.min(DELAY_MAX_MS, DELAY_FIRST_MS * 2 ** (attempt - 1));
  return Math.round(full * (0.5 + random() / 2));
}

/**
 * The connection to the hub, kept for as long as the page is open. After each break it asks for the alerts after the last position it was given,
 * so a break leaves no gap and repeats nothing.
 */
export class LiveConnection {
  readonly #events: ConnectionEvents;
  readonly #build: () => HubConnection;
  #connection: HubConnection | null = null;
  #overview: ISubscription<Overview> | null = null;
  #position = 0;
  #minutes = 15;
  #wake: () => void = () => undefined;

  constructor(key: string, events: ConnectionEvents, build: () => HubConnection = () => buildConnection(key)) {
    this.#events = events;
    this.#build = build;
  }

  /** Connects, and connects again, until told to stop. */
  async run(position: number, minutes: number, signal: AbortSignal): Promise<void> {
    this.#position = position;
    this.#minutes = minutes;
    const stop = () => {
      this.#wake();
      void this.#connection?.stop();
    };
    signal.addEventListener('abort', stop);
    const stopped = () => signal.aborted;
    for (let attempt = 0; !stopped();) {
      const reason = await this.#session(() => {
        attempt = 0;
      });
      if (stopped()) break;
      attempt += 1;
      const delayMs = delayBefore(attempt, Math.random);
      this.#events.onState({ kind: 'waiting', attempt, delayMs, reason });
      await this.#sleep(delayMs);
    }
    signal.removeEventListener('abort', stop);
    this.#events.onState({ kind: 'stopped' });
  }

  /** Continues from another position, as after the list was read anew. */
  moveTo(position: number): void {
    this.#position = position;
    void this.#connection?.stop();
    this.#wake();
  }

  /** Does not wait for the next attempt. */
  retryNow(): void {
    this.#wake();
  }

  setMinutes(minutes: number): void {
    this.#minutes = minutes;
    if (this.#connection && this.#overview) this.#watchOverview(this.#connection, () => undefined);
  }

  /** One connection from start to end; answers why it ended. */
  async #session(onLive: () => void): Promise<string> {
    const connection = this.#build();
    this.#connection = connection;
    try {
      this.#events.onState({ kind: 'connecting' });
      const ended = new Promise<string>((resolve) => {
        connection.onclose((error) => {
          resolve(error?.message ?? 'The connection was closed.');
        });
      });
      await connection.start();
      const failed = new Promise<string>((resolve) => {
        connection.stream<AlertBatch>('StreamFrom', this.#position).subscribe({
          next: (batch) => {
            onLive();
            this.#position = batch.to;
            this.#events.onBatch(batch);
          },
          error: (error: Error) => {
            resolve(error.message);
          },
          complete: () => {
            resolve('The stream ended.');
          },
        });
        this.#watchOverview(connection, resolve);
      });
      this.#events.onState({ kind: 'live' });
      return await Promise.race([ended, failed]);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      this.#connection = null;
      this.#overview = null;
      await connection.stop().catch(() => undefined);
    }
  }

  #watchOverview(connection: HubConnection, failed: (reason: string) => void): void {
    this.#overview?.dispose();
    this.#overview = connection.stream<Overview>('WatchOverview', this.#minutes).subscribe({
      next: (overview) => {
        this.#events.onOverview(overview);
      },
      error: (error: Error) => {
        failed(error.message);
      },
      complete: () => undefined,
    });
  }

  async #sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
  }
}

function buildConnection(key: string): HubConnection {
  return new HubConnectionBuilder()
    .withUrl('/hub/alerts', {
      accessTokenFactory: () => key,
      transport: HttpTransportType.WebSockets,
      skipNegotiation: true,
    })
    .configureLogging(LogLevel.None)
    .build();
}
