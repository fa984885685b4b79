import { useMemo, useState } from 'react';
import type { AccountPayment, AlertKey, AlertRow } from '../api/types';
import { OutcomeBadge } from '../ui/Badges';
import { amount, dateTime } from '../ui/format';
import { Section } from './Section';
import { Sparkline } from './Sparkline';

const SHOWN = 6;

interface AccountHistoryProps {
  /** Newest first. */
  payments: AccountPayment[];
  current: AlertRow;
  onOpen: (key: AlertKey) => void;
}

/** The account's newest payments. */
export function AccountHistory({ payments, current, onOpen }: AccountHistoryProps) {
  const [all, setAll] = useState(false);
  const oldestFirst = useMemo(() => payments.toReversed(), [payments]);
  const shown = all ? payments : payments.slice(0, SHOWN);
  return (
    <Section title="Account" note={<span className="mono">{current.account_id}</span>}>
      {payments.length > 1 && <Sparkline payments={oldestFirst} current={current.payment_id} />}
      <table className="history">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Outcome</th>
            <th scope="col">Score</th>
            <th scope="col">Amount</th>
            <th scope="col">Merchant</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((payment) => (
            <tr key={payment.payment_id} aria-current={payment.payment_id === current.payment_id ? 'true' : undefined}>
              <td className="muted">{dateTime(payment.event_time)}</td>
              <td>
                <OutcomeBadge outcome={payment.outcome} />
              </td>
              <td className="number">{payment.score}</td>
              <td className="number">
                {amount(payment.amount_minor, payment.currency)} <small className="muted">{payment.currency}</small>
              </td>
              <td className="ellipsis">
                {payment.merchant_id !== undefined && payment.payment_id !== current.payment_id ? (
                  <button
                    type="button"
                    className="link"
                    onClick={() => {
                      onOpen({ payment_id: payment.payment_id, account_id: current.account_id });
                    }}
                  >
                    {payment.merchant_id}
                  </button>
                ) : (
                  (payment.merchant_id ?? '')
                )}
                {payment.verdict && <span className={`badge verdict-${payment.verdict}`}>{payment.verdict}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {payments.length > SHOWN && (
        <button
          type="button"
          className="link"
          onClick={() => {
            setAll(!all);
          }}
        >
          {all ? 'Show fewer' : `Show all ${payments.length}`}
        </button>
      )}
    </Section>
  );
}
