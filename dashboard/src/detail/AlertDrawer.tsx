import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { AlertDetail, AlertKey } from '../api/types';
import { useLive, useSession } from '../live/LiveContext';
import { OutcomeBadge, StatusBadge } from '../ui/Badges';
import { amount, dateTime } from '../ui/format';
import { CloseIcon } from '../ui/icons';
import { AccountHistory } from './AccountHistory';
import { AuditTrail } from './AuditTrail';
import { CaseActions } from './CaseActions';
import { FeatureTable } from './FeatureTable';
import { PaymentFields } from './PaymentFields';
import { Provenance } from './Provenance';
import { Why } from './Why';

interface AlertDrawerProps {
  alertKey: AlertKey;
  onClose: () => void;
  onOpen: (key: AlertKey) => void;
}

/** One alert, with everything needed to judge it. */
export function AlertDrawer({ alertKey, onClose, onOpen }: AlertDrawerProps) {
  const { client } = useSession();
  const { payment_id, account_id } = alertKey;
  // What somebody else does to this alert changes its row in the list; the detail is then read again.
  const row = useLive((state) =>
    state.list.rows.find((r) => r.payment_id === payment_id && r.account_id === account_id),
  );
  const detail = useQuery({
    queryKey: ['alert', account_id, payment_id, row?.status, row?.verdict, row?.assignee],
    queryFn: ({ signal }) =>
      client.get<AlertDetail>(`/v1/alerts/${encodeURIComponent(payment_id)}`, { account_id }, signal),
    placeholderData: (previous) => previous,
  });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);

  return (
    <aside className="drawer" aria-label={`Alert ${payment_id}`}>
      <div className="drawer-head">
        <h2 ref={heading} tabIndex={-1}>
          Alert <span className="mono">{payment_id}</span>
        </h2>
        <button type="button" className="icon-button" onClick={onClose} aria-label="Close" title="Close (Esc)">
          <CloseIcon />
        </button>
      </div>
      {detail.error && !detail.data && (
        <p className="problem banner" role="alert">
          {detail.error.message}
        </p>
      )}
      {detail.isPending && <p className="muted empty">Reading…</p>}
      {detail.data && <Content detail={detail.data} alertKey={alertKey} onOpen={onOpen} />}
    </aside>
  );
}

function Content({
  detail,
  alertKey,
  onOpen,
}: {
  detail: AlertDetail;
  alertKey: AlertKey;
  onOpen: (key: AlertKey) => void;
}) {
  const { alert } = detail;
  return (
    <>
      <div className="drawer-summary">
        <div className="row">
          <OutcomeBadge outcome={alert.outcome} />
          <StatusBadge alert={alert} />
          <span className="spacer" />
          <time className="muted" dateTime={alert.event_time}>
            {dateTime(alert.event_time)}
          </time>
        </div>
        <p className="headline">
          <strong>
            {amount(alert.amount_minor, alert.currency)} <small>{alert.currency}</small>
          </strong>{' '}
          <span className="muted">
            {alert.merchant_id ? `at ${alert.merchant_id}` : 'no merchant'} · account{' '}
            <span className="mono">{alert.account_id}</span>
          </span>
        </p>
        <CaseActions key={alert.verdict ?? ''} alert={alert} alertKey={alertKey} />
      </div>
      <div className="drawer-body">
        <Why alert={alert} late={detail.decision.late === true} degraded={detail.decision.degraded === true} />
        <FeatureTable features={detail.features} currency={alert.currency} />
        <AccountHistory payments={detail.account_payments} current={alert} onOpen={onOpen} />
        <PaymentFields payment={detail.payment} />
        <AuditTrail entries={detail.audit} />
        <Provenance detail={detail} />
      </div>
    </>
  );
}
