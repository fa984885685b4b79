import type { Overview } from '../api/types';

/** What the charts draw: times in Unix seconds and one value per time; null where the window does not reach back far enough. */
export interface ChartData {
  times: number[];
  perSecond: (number | null)[];
  reviewPerMinute: (number | null)[];
  declinePerMinute: (number | null)[];
}

const TRAILING_SECONDS = 60;

export function chartData(series: Overview['series']): ChartData {
  const start = Date.parse(series.from) / 1000;
  const step = series.step_seconds;
  const all = series.approve.map((approve, i) => approve + (series.review[i] ?? 0) + (series.decline[i] ?? 0));
  const trailing = Math.max(1, Math.round(TRAILING_SECONDS / step));
  return {
    // A value stands at the end of its step.
    times: all.map((_, i) => start + (i + 1) * step),
    perSecond: all.map((decisions) => decisions / step),
    reviewPerMinute: trailingSum(series.review, trailing),
    declinePerMinute: trailingSum(series.decline, trailing),
  };
}

/** At each place the sum of so many values up to it; null where there are fewer. */
export function trailingSum(values: readonly number[], length: number): (number | null)[] {
  let sum = 0;
  return values.map((value, i) => {
    sum += value - (i >= length ? (values[i - length] ?? 0) : 0);
    return i >= length - 1 ? sum : null;
  });
}
