import { useState } from 'react';
import type { HitCount, Overview } from '../api/types';
import { useLive, useSession } from '../live/LiveContext';
import { count } from '../ui/format';

const SHOWN = 6;

/** What hits most in the window; a click narrows the list to it. */
export function TopHits({ overview }: { overview: Overview | null }) {
  const { live } = useSession();
  const filter = useLive((state) => state.filter);
  const [kind, setKind] = useState<'rules' | 'reasons'>('rules');
  const hits = (kind === 'rules' ? overview?.top_rules : overview?.top_reasons)?.slice(0, SHOWN) ?? [];
  const most = hits[0]?.hits ?? 1;
  const isChosen = (hit: HitCount) => (kind === 'rules' ? filter.rule : filter.text) === hit.name;
  const choose = (hit: HitCount) => {
    const name = isChosen(hit) ? '' : hit.name;
    live.setFilter(kind === 'rules' ? { ...filter, rule: name } : { ...filter, text: name });
  };
  return (
    <section className="card board hits" aria-label="Most frequent">
      <div className="board-head">
        <h2>Most frequent</h2>
        <div className="segments" role="group" aria-label="What is counted">
          {(['rules', 'reasons'] as const).map((option) => (
            <button
              key={option}
              type="button"
              aria-pressed={kind === option}
              onClick={() => {
                setKind(option);
              }}
            >
              {option}
            </button>
          ))}
        </div>
      </div>
      {hits.length === 0 && <p className="muted empty">Nothing hit in this time.</p>}
      <ul>
        {hits.map((hit) => (
          <li key={hit.name}>
            <button
              type="button"
              className="hit"
              aria-pressed={isChosen(hit)}
              onClick={() => {
                choose(hit);
              }}
            >
              <span className="hit-bar" style={{ width: `${(hit.hits / most) * 100}%` }} aria-hidden="true" />
              <span className="hit-name">{hit.name}</span>
              <span className="hit-count">{count(hit.hits)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
