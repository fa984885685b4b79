import type { AlertRow } from '../api/types';
import { Section } from './Section';

/** The reasons with their weight, and what the model thought. */
export function Why({ alert, late, degraded }: { alert: AlertRow; late: boolean; degraded: boolean }) {
  const most = Math.max(1, ...alert.reasons.map((reason) => Math.abs(reason.points)));
  return (
    <Section title="Why" note={<>score {alert.score} of 1000</>}>
      {alert.reasons.length === 0 && <p className="muted">No reason was recorded.</p>}
      <ol className="reasons">
        {alert.reasons.map((reason) => (
          <li key={`${reason.code}/${reason.rule ?? ''}`}>
            <span className="points" data-sign={reason.points < 0 ? 'minus' : 'plus'}>
              {reason.points > 0 ? '+' : ''}
              {reason.points}
            </span>
            <div>
              <p>{reason.sentence}</p>
              <p className="muted small">
                <span className="mono">{reason.code}</span> ·{' '}
                {reason.rule === undefined ? (
                  'model'
                ) : (
                  <>
                    rule <span className="mono">{reason.rule}</span>
                  </>
                )}
              </p>
              <span className="weight" aria-hidden="true">
                <span
                  style={{ width: `${(Math.abs(reason.points) / most) * 100}%` }}
                  data-source={reason.rule === undefined ? 'model' : 'rule'}
                />
              </span>
            </div>
          </li>
        ))}
      </ol>
      {alert.probability !== undefined && <Probability value={alert.probability} />}
      {degraded && (
        <p className="muted small">
          Degraded: Redis was away, so the payment was decided without features. Rules that need them did not fire.
        </p>
      )}
      {late && <p className="muted small">The payment came later than the grace period: windows do not count it.</p>}
    </Section>
  );
}

function Probability({ value }: { value: number }) {
  return (
    <div className="probability">
      <span>Model</span>
      <span className="score-track wide" aria-hidden="true">
        <span
          className="score-fill"
          style={{ width: `${value * 100}%` }}
          data-level={value > 0.5 ? 'high' : 'middle'}
        />
      </span>
      <span>
        {(value * 100).toFixed(value < 0.1 ? 2 : 1)} % <span className="muted">probability of fraud</span>
      </span>
    </div>
  );
}
