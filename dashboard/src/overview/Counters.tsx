import type { ReactNode } from 'react';
import type { Outcome, Overview } from '../api/types';
import { amountShort, count, countShort, milliseconds, share } from '../ui/format';

export function Counters({ overview }: { overview: Overview | null }) {
  const total = overview ? sum(overview.totals.map((t) => t.decisions)) : 0;
  const of = (outcome: Outcome) =>
    overview ? sum(overview.totals.filter((t) => t.outcome === outcome).map((t) => t.decisions)) : 0;
  return (
    <dl className="counters">
      <Counter label="Payments / s" value={overview ? rate(overview.decisions_per_second) : null} note="last 10 s" />
      <Counter label="Decided" value={overview && countShort(total)} note="in all" />
      <Counter
        label="Approve"
        value={overview && countShort(of('approve'))}
        note={share(of('approve'), total)}
        tone="approve"
      />
      <Counter
        label="Review"
        value={overview && countShort(of('review'))}
        note={share(of('review'), total)}
        tone="review"
      />
      <Counter
        label="Decline"
        value={overview && countShort(of('decline'))}
        note={share(of('decline'), total)}
        tone="decline"
      />
      <Counter
        label="Alerts open"
        value={overview && count(overview.work.open + overview.work.assigned)}
        note={overview ? `${count(overview.alerts_per_minute)} in the last minute` : ''}
      />
      <Counter label="Value at risk" {...atRisk(overview)} />
      <Counter
        label="Verdicts"
        value={overview && count(overview.work.fraud + overview.work.genuine)}
        note={overview ? `${count(overview.work.fraud)} fraud` : ''}
      />
      <Counter
        label="Event → decision"
        value={overview && (overview.latency ? milliseconds(overview.latency.p99_ms) : '–')}
        note={overview?.latency ? `p99 · p50 ${milliseconds(overview.latency.p50_ms)}` : 'p99'}
      />
    </dl>
  );
}

interface CounterProps {
  label: string;
  value: ReactNode;
  note: string;
  tone?: Outcome;
}

function Counter({ label, value, note, tone }: CounterProps) {
  return (
    <div className="counter" data-tone={tone}>
      <dt>{label}</dt>
      <dd className="value">{value ?? <span className="skeleton" />}</dd>
      <dd className="note">{note}</dd>
    </div>
  );
}

function atRisk(overview: Overview | null): { value: ReactNode; note: string } {
  const [largest, ...others] = overview?.at_risk ?? [];
  if (!overview) return { value: null, note: '' };
  if (!largest) return { value: '–', note: 'no open alerts' };
  const rest = others
    .slice(0, 2)
    .map((other) => `${amountShort(other.amount_minor, other.currency)} ${other.currency}`);
  return {
    value: (
      <>
        {amountShort(largest.amount_minor, largest.currency)} <small>{largest.currency}</small>
      </>
    ),
    note: rest.length > 0 ? `+ ${rest.join(' + ')}` : 'in open alerts',
  };
}

function rate(perSecond: number): string {
  return perSecond < 10 ? perSecond.toFixed(1) : count(perSecond);
}

function sum(values: number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
