import type { HubConnection } from '@microsoft/signalr';
import { describe, expect, it, vi } from 'vitest';
import type { AlertBatch } from '../src/api/types';
import { delayBefore, LiveConnection, type ConnectionState } from '../src/live/connection';
import { batch } from './samples';

interface Observer {
  next(value: unknown): void;
  error(error: Error): void;
}

/** A hub connection in the hands of the test. */
class ScriptedHub {
  readonly streams = new Map<string, { argument: unknown; observer: Observer }>();
  #closed: (error?: Error) => void = () => undefined;

  onclose(callback: (error?: Error) => void) {
    this.#closed = callback;
  }
  start() {
    return Promise.resolve();
  }
  stop() {
    this.#closed();
    return Promise.resolve();
  }
  stream(method: string, argument: unknown) {
    return {
      subscribe: (observer: Observer) => {
        this.streams.set(method, { argument, observer });
        return { dispose: () => undefined };
      },
    };
  }
  drop() {
    this.#closed(new Error('dropped'));
  }
}

describe('the connection', () => {
  it('asks after each break for what follows the last alert it was given', async () => {
    const hubs: ScriptedHub[] = [];
    const batches: AlertBatch[] = [];
    const states: ConnectionState['kind'][] = [];
    const stop = new AbortController();
    const connection = new LiveConnection(
      'k',
      {
        onState: (state) => {
          states.push(state.kind);
          if (state.kind === 'waiting')
            queueMicrotask(() => {
              connection.retryNow();
            });
        },
        onBatch: (taken) => batches.push(taken),
        onOverview: () => undefined,
      },
      () => {
        const hub = new ScriptedHub();
        hubs.push(hub);
        return hub as unknown as HubConnection;
      },
    );
    const running = connection.run(3, 15, stop.signal);

    await vi.waitFor(() => {
      expect(hubs[0]?.streams.get('StreamFrom')?.argument).toBe(3);
    });
    hubs[0]?.streams.get('StreamFrom')?.observer.next(batch(3, 8));
    hubs[0]?.drop();

    await vi.waitFor(() => {
      expect(hubs[1]?.streams.get('StreamFrom')?.argument).toBe(8);
    });
    hubs[1]?.streams.get('StreamFrom')?.observer.error(new Error('the server ended it'));
    await vi.waitFor(() => {
      expect(hubs[2]?.streams.get('StreamFrom')?.argument).toBe(8);
    });
    stop.abort();
    await running;

    expect(batches.map((taken) => taken.to)).toEqual([8]);
    expect(states).toEqual([
      'connecting',
      'live',
      'waiting',
      'connecting',
      'live',
      'waiting',
      'connecting',
      'live',
      'stopped',
    ]);
  });

  it('waits longer from attempt to attempt, up to ten seconds, never all clients alike', () => {
    expect([1, 2, 3, 10].map((attempt) => delayBefore(attempt, () => 1))).toEqual([300, 600, 1200, 10_000]);
    expect(delayBefore(1, () => 0)).toBe(150);
  });
});
