import { NO_FILTER, type AlertFilter } from './alerts/filter';
import type { AlertKey, AlertStatus, Outcome } from './api/types';

/** What the address of the page says: it can be copied to somebody else. */
export interface View {
  filter: AlertFilter;
  minutes: number;
  alert: AlertKey | null;
}

const STATUSES: readonly AlertStatus[] = ['open', 'assigned', 'closed'];
const OUTCOMES: readonly Outcome[] = ['approve', 'review', 'decline'];
const MINUTES = [5, 15, 60];
const MINUTES_DEFAULT = 15;

export function readView(search: string): View {
  const query = new URLSearchParams(search);
  const minutes = Number(query.get('minutes'));
  const payment = query.get('alert');
  const account = query.get('account');
  return {
    filter: {
      ...NO_FILTER,
      status: known(query.get('status'), STATUSES),
      outcome: known(query.get('outcome'), OUTCOMES),
      rule: query.get('rule') ?? '',
      text: query.get('q') ?? '',
    },
    minutes: MINUTES.includes(minutes) ? minutes : MINUTES_DEFAULT,
    alert: payment !== null && account !== null ? { payment_id: payment, account_id: account } : null,
  };
}

export function writeView(view: View): string {
  const query = new URLSearchParams();
  if (view.filter.status.length > 0) query.set('status', view.filter.status.join(','));
  if (view.filter.outcome.length > 0) query.set('outcome', view.filter.outcome.join(','));
  if (view.filter.rule !== '') query.set('rule', view.filter.rule);
  if (view.filter.text !== '') query.set('q', view.filter.text);
  if (view.minutes !== MINUTES_DEFAULT) query.set('minutes', String(view.minutes));
  if (view.alert) {
    query.set('alert', view.alert.payment_id);
    query.set('account', view.alert.account_id);
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

function known<T extends string>(list: string | null, all: readonly T[]): T[] {
  const given = (list ?? '').split(',');
  return all.filter((value) => given.includes(value));
}
