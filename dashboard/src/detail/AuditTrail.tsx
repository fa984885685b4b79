import type { AuditEntry } from '../api/types';
import { useNow } from '../ui/useNow';
import { ago, dateTime } from '../ui/format';
import { Section } from './Section';

/** What people did to the alert, newest first. */
export function AuditTrail({ entries }: { entries: AuditEntry[] }) {
  const now = useNow();
  if (entries.length === 0) return null;
  return (
    <Section title="Activity">
      <ol className="trail">
        {entries.toReversed().map((entry) => (
          <li key={entry.id}>
            <p>
              <strong>{entry.actor}</strong> {wordsOf(entry)}{' '}
              <time className="muted small" dateTime={entry.at} title={dateTime(entry.at)}>
                {ago(entry.at, now)}
              </time>
            </p>
            {entry.detail.comment !== undefined && <blockquote>{entry.detail.comment}</blockquote>}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function wordsOf({ action, detail }: AuditEntry): string {
  switch (action) {
    case 'verdict':
      return `gave the verdict ${detail.verdict ?? ''}`;
    case 'reopen':
      return 'took the verdict back';
    case 'assign':
      return detail.assignee === undefined ? 'put the alert back' : `assigned it to ${detail.assignee}`;
    case 'comment':
      return 'commented';
  }
}
