import { useState } from 'react';
import type { AlertKey, AlertRow } from '../api/types';
import { useSession } from '../live/LiveContext';
import { useKeyboard } from '../ui/useKeyboard';
import { useCasework } from './Casework';

const COMMENT_MAX = 2_000;

/** The verdict buttons, a comment to go with them, and whose alert it is. */
export function CaseActions({ alert, alertKey }: { alert: AlertRow; alertKey: AlertKey }) {
  const { caller } = useSession();
  const { mayWrite, pending, act } = useCasework();
  const [comment, setComment] = useState('');
  const closed = alert.verdict !== undefined;
  const said = comment.trim() === '' ? undefined : comment.trim();

  const give = async (fraud: boolean) => {
    const done = await act(alertKey, { kind: 'verdict', fraud, ...(said === undefined ? {} : { comment: said }) });
    if (done) setComment('');
  };
  const keep = async () => {
    if (said !== undefined && (await act(alertKey, { kind: 'comment', comment: said }))) setComment('');
  };
  const usable = mayWrite && !pending;
  useKeyboard({
    f: usable ? () => void give(true) : undefined,
    g: usable ? () => void give(false) : undefined,
  });

  if (!mayWrite) return <p className="muted small">This access key may read alerts but not work on them.</p>;
  return (
    <div className="case-actions">
      <label>
        <span className="visually-hidden">Comment</span>
        <textarea
          rows={1}
          value={comment}
          maxLength={COMMENT_MAX}
          placeholder="Comment, kept with the verdict"
          onChange={(event) => {
            setComment(event.target.value);
          }}
        />
      </label>
      <div className="row">
        <button
          type="button"
          className="button danger"
          disabled={!usable || alert.verdict === 'fraud'}
          onClick={() => void give(true)}
        >
          Fraud <kbd>f</kbd>
        </button>
        <button
          type="button"
          className="button good"
          disabled={!usable || alert.verdict === 'genuine'}
          onClick={() => void give(false)}
        >
          Genuine <kbd>g</kbd>
        </button>
        {said !== undefined && (
          <button type="button" className="button quiet" disabled={!usable} onClick={() => void keep()}>
            Comment only
          </button>
        )}
        <span className="spacer" />
        {closed ? (
          <button
            type="button"
            className="button quiet"
            disabled={!usable}
            onClick={() => void act(alertKey, { kind: 'reopen' })}
          >
            Reopen
          </button>
        ) : (
          <AssignButton alert={alert} alertKey={alertKey} me={caller.name} disabled={!usable} />
        )}
      </div>
    </div>
  );
}

function AssignButton({
  alert,
  alertKey,
  me,
  disabled,
}: {
  alert: AlertRow;
  alertKey: AlertKey;
  me: string;
  disabled: boolean;
}) {
  const { act } = useCasework();
  const mine = alert.assignee === me;
  return (
    <button
      type="button"
      className="button quiet"
      disabled={disabled}
      onClick={() => void act(alertKey, { kind: 'assign', assignee: mine ? null : me })}
    >
      {mine ? 'Put back' : 'Assign to me'}
    </button>
  );
}
