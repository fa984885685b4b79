import { useLive } from '../live/LiveContext';
import { Counters } from './Counters';
import { RateCharts } from './RateCharts';
import { TopHits } from './TopHits';

export function OverviewBoard() {
  const overview = useLive((state) => state.overview);
  return (
    <section className="overview" aria-label="Overview">
      <Counters overview={overview} />
      <div className="boards">
        <RateCharts overview={overview} />
        <TopHits overview={overview} />
      </div>
    </section>
  );
}
