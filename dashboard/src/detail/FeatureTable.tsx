import { useMemo, useState } from 'react';
import type { FeatureReading } from '../api/types';
import { measure } from '../ui/format';
import { byDistance, distance, placement } from './features';
import { Section } from './Section';

const SHOWN = 6;

/** The feature vector beside what is typical of approved payments. */
export function FeatureTable({ features }: { features: FeatureReading[] }) {
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
                    {measure(feature.value)} <small className="muted">{feature.unit}</small>
                  </>
                )}
              </td>
              <td>
                <Typical feature={feature} />
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

function Typical({ feature }: { feature: FeatureReading }) {
  const place = placement(feature);
  if (!feature.typical) return <span className="muted small">unknown yet</span>;
  return (
    <span className="typical">
      <span className="small muted typical-range">
        {measure(feature.typical.low)} – {measure(feature.typical.high)}
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
