import type { AlertRow, AlertStatus, Outcome } from '../api/types';

/** Which alerts the list shows. Empty parts do not narrow it. */
export interface AlertFilter {
  status: AlertStatus[];
  outcome: Outcome[];
  /** Id of a rule that hit; empty for any. */
  rule: string;
  text: string;
}

export const NO_FILTER: AlertFilter = { status: [], outcome: [], rule: '', text: '' };

/** Query parameters of `GET /v1/alerts`. */
export function toQuery(filter: AlertFilter): Record<string, string | undefined> {
  return {
    status: filter.status.length > 0 ? filter.status.join(',') : undefined,
    outcome: filter.outcome.length > 0 ? filter.outcome.join(',') : undefined,
    rule: filter.rule === '' ? undefined : filter.rule,
    q: filter.text.trim() === '' ? undefined : filter.text.trim(),
  };
}

/** The same question as the server's, asked of an alert that arrived live. */
export function matches(filter: AlertFilter, alert: AlertRow): boolean {
  if (filter.status.length > 0 && !filter.status.includes(alert.status)) return false;
  if (filter.outcome.length > 0 && !filter.outcome.includes(alert.outcome)) return false;
  if (filter.rule !== '' && !alert.reasons.some((reason) => reason.rule === filter.rule)) return false;
  const text = filter.text.trim().toLowerCase();
  return text === '' || searched(alert).includes(text);
}

function searched(alert: AlertRow): string {
  const ids = [alert.payment_id, alert.account_id, alert.card_id, alert.merchant_id, alert.device_id, alert.ip];
  const reasons = alert.reasons.flatMap((reason) => [reason.code, reason.sentence]);
  return [...ids, ...reasons]
    .filter((part) => part !== undefined)
    .join(' ')
    .toLowerCase();
}
