import type { AlertRow, Outcome } from '../api/types';

export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  return <span className={`badge outcome-${outcome}`}>{outcome}</span>;
}

export function StatusBadge({ alert }: { alert: Pick<AlertRow, 'status' | 'verdict' | 'assignee'> }) {
  if (alert.verdict) return <span className={`badge verdict-${alert.verdict}`}>{alert.verdict}</span>;
  if (alert.status === 'assigned') return <span className="badge status-assigned">{alert.assignee}</span>;
  return <span className="badge status-open">open</span>;
}

/** The risk score with a bar of its length. */
export function Score({ score }: { score: number }) {
  return (
    <span className="score">
      <span className="score-number">{score}</span>
      <span className="score-track" aria-hidden="true">
        <span className="score-fill" style={{ width: `${score / 10}%` }} data-level={level(score)} />
      </span>
    </span>
  );
}

function level(score: number): string {
  if (score >= 800) return 'high';
  return score >= 500 ? 'middle' : 'low';
}
