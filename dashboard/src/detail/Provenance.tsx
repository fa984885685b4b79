import type { AlertDetail } from '../api/types';
import { count, dateTime } from '../ui/format';
import { Section } from './Section';

/** What proves the decision: the policy, the model, the feature vector's names and the place on the log. */
export function Provenance({ detail }: { detail: AlertDetail }) {
  const { decision, alert } = detail;
  const { policy, position } = decision;
  const profile = Object.entries(decision.profile_offsets ?? {}).map(([table, offset]) => `${table} ${offset}`);
  const facts: [string, string][] = [
    ['policy', `${policy.name} v${policy.version}`],
    ['policy digest', policy.digest],
    ['model', decision.model?.id ?? 'none'],
    ['feature set', decision.feature_set],
    ['position', `${position.topic}/${position.partition}/${position.offset}`],
    ['profile as of', profile.length > 0 ? profile.join(', ') : 'no profile'],
    ['decided', dateTime(alert.decided_time)],
    ['alert number', count(alert.seq)],
  ];
  return (
    <Section title="Provenance">
      <dl className="fields">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="mono">{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
