import { amount, dateTime } from '../ui/format';
import { Section } from './Section';

const ORDER = [
  'event_time',
  'amount_minor',
  'channel',
  'entry_mode',
  'card_id',
  'merchant_id',
  'terminal_id',
  'mcc',
  'country',
  'ip',
  'device_id',
  'latitude',
  'longitude',
];
const ELSEWHERE = new Set(['payment_id', 'account_id', 'currency']);

/** The payment as it came, known fields first, then those this version does not know. */
export function PaymentFields({ payment }: { payment: Record<string, unknown> }) {
  const unknown = Object.keys(payment).filter((name) => !ORDER.includes(name) && !ELSEWHERE.has(name));
  const names = [...ORDER.filter((name) => payment[name] !== undefined), ...unknown];
  return (
    <Section title="Payment">
      <dl className="fields">
        {names.map((name) => (
          <div key={name}>
            <dt>{name.replace(/_/g, ' ').replace(' minor', '')}</dt>
            <dd className="mono">{textOf(name, payment)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function textOf(name: string, payment: Record<string, unknown>): string {
  const value = payment[name];
  const currency = payment.currency;
  if (name === 'event_time' && typeof value === 'string') return dateTime(value);
  if (name === 'amount_minor' && typeof value === 'number' && typeof currency === 'string')
    return `${amount(value, currency)} ${currency}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
