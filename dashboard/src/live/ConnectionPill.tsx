import type { ConnectionState } from './connection';
import { useLive, useSession } from './LiveContext';
import { count } from '../ui/format';

/** Says whether what is on the page is live, and up to which alert it is complete. */
export function ConnectionPill() {
  const { live } = useSession();
  const connection = useLive((state) => state.connection);
  const position = useLive((state) => state.list.position);
  return (
    <span className={`pill connection ${connection.kind}`} role="status" title={titleOf(connection, position)}>
      <span className="dot" aria-hidden="true" />
      {textOf(connection)}
      {connection.kind === 'waiting' && (
        <button
          type="button"
          className="link"
          onClick={() => {
            live.retryNow();
          }}
        >
          retry now
        </button>
      )}
    </span>
  );
}

function textOf(connection: ConnectionState): string {
  switch (connection.kind) {
    case 'live':
      return 'Live';
    case 'connecting':
      return 'Connecting…';
    case 'waiting':
      return 'Connection lost, trying again';
    case 'stopped':
      return 'Stopped';
  }
}

function titleOf(connection: ConnectionState, position: number): string {
  const complete = `Complete up to alert ${count(position)}.`;
  return connection.kind === 'waiting' ? `${connection.reason} ${complete} Alerts continue from there.` : complete;
}
