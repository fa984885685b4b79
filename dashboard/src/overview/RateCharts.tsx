import { useMemo } from 'react';
import type { Overview } from '../api/types';
import { useLive, useSession } from '../live/LiveContext';
import { Chart } from './Chart';
import { chartData } from './series';

const WINDOWS = [5, 15, 60];

export function RateCharts({ overview }: { overview: Overview | null }) {
  const { live } = useSession();
  const minutes = useLive((state) => state.minutes);
  const series = overview?.series;
  const data = useMemo(() => (series ? chartData(series) : null), [series]);
  return (
    <>
      <section className="card board" aria-label="Payments per second">
        <div className="board-head">
          <h2>Payments per second</h2>
          <div className="segments" role="group" aria-label="Length of the charts">
            {WINDOWS.map((window) => (
              <button
                key={window}
                type="button"
                aria-pressed={minutes === window}
                onClick={() => {
                  live.setMinutes(window);
                }}
              >
                {window} min
              </button>
            ))}
          </div>
        </div>
        {data && (
          <Chart
            title="Payments per second"
            times={data.times}
            lines={[{ label: 'payments', color: '--accent', values: data.perSecond }]}
          />
        )}
      </section>
      <section className="card board" aria-label="Stopped payments per minute">
        <div className="board-head">
          <h2>
            Stopped per minute <span className="muted">trailing minute</span>
          </h2>
        </div>
        {data && (
          <Chart
            title="Stopped payments per minute"
            times={data.times}
            lines={[
              { label: 'review', color: '--review', values: data.reviewPerMinute },
              { label: 'decline', color: '--decline', values: data.declinePerMinute },
            ]}
          />
        )}
      </section>
    </>
  );
}
