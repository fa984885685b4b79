import { useMemo, useState } from 'react';
import type { FeatureReading } from '../api/types';
import { amount, measure } from '../ui/format';
import { byDistance, distance, placement } from './features';
import { Section } from './Section';

const SHOWN = 6;

/** The feature vector beside what is typical of approved payments. */
export function FeatureTable({ features, currency }: { features: FeatureReading[]; currency: string }) {
  const [all, setAll] = useState(false);
  const sorted = useMemo(() => byDistance(features), [features]);
  if (features.length === 0) return null;
  const shown = all ? sorted : sorted.slice(0, SHOWN);
  return (
    <Section title="Features" note="furthest from typical first">
      <table className="features">
        <thead>
          <tr>
            <th scope="col">Feature</th>
            <th scope="col" className="number">
              Value
            </th>
            <th scope="col">Typical</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((feature) => (
            <tr key={feature.name} data-far={distance(feature) > 0}>
              <th scope="row" title={feature.definition}>
                <span className="mono">{feature.name}</span>
              </th>
              <td className="number">
                {feature.value === undefined ? (
                  <span className="muted" title="not enough history">
                    –
                  </span>
                ) : (
                  <>
                    {text(feature, feature.value, currency)}{' '}
                    <small className="muted">{unitOf(feature, currency)}</small>
                  </>
                )}
              </td>
              <td>
                <Typical feature={feature} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {sorted.length > SHOWN && (
        <button
          type="button"
          className="link"
          onClick={() => {
            setAll(!all);
          }}
        >
          {all ? 'Show fewer' : `Show all ${sorted.length}`}
        </button>
      )}
    </Section>
  );
}

function Typical({ feature, currency }: { feature: FeatureReading; currency: string }) {
  const place = placement(feature);
  if (!feature.typical) return <span className="muted small">unknown yet</span>;
  return (
    <span className="typical">
      <span className="small muted typical-range">
        {text(feature, feature.typical.low, currency)} – {text(feature, feature.typical.high, currency)}
      </span>
      {place && (
        <span className="range" aria-hidden="true">
          <span className="range-band" style={{ left: `${place.low * 100}%`, right: `${(1 - place.high) * 100}%` }} />
          <span className="range-dot" style={{ left: `${place.value * 100}%` }} />
        </span>
      )}
    </span>
  );
}

const MINOR_UNITS = 'minor units';

/** Sums of money are read in the currency of the payment, which is what the account mostly pays in. */
function text(feature: FeatureReading, value: number, currency: string): string {
  return feature.unit === MINOR_UNITS ? amount(value, currency) : measure(value);
}

function unitOf(feature: FeatureReading, currency: string): string {
  return feature.unit === MINOR_UNITS ? currency : feature.unit;
}
