import type { FeatureReading } from '../api/types';

/**
 * How far a value lies outside what is typical, in widths of the typical range (5th to 95th percentile): 0 inside it. A range without width
 * counts as one unit wide.
 */
export function distance(feature: FeatureReading): number {
  const { value, typical } = feature;
  if (value === undefined || !typical) return 0;
  const outside = Math.max(typical.low - value, value - typical.high, 0);
  const width = typical.high - typical.low;
  return outside / (width > 0 ? width : 1);
}

/** Features furthest from typical first; those inside the range keep their order. */
export function byDistance(features: readonly FeatureReading[]): FeatureReading[] {
  return features
    .map((feature) => ({ feature, far: distance(feature) }))
    .sort((a, b) => b.far - a.far)
    .map(({ feature }) => feature);
}

/** Where low, high and the value stand on a line from 0 to 1 that holds them all. */
export function placement(feature: FeatureReading): { low: number; high: number; value: number } | null {
  const { value, typical } = feature;
  if (value === undefined || !typical) return null;
  const min = Math.min(value, typical.low);
  const max = Math.max(value, typical.high);
  const at = (x: number) => (max > min ? (x - min) / (max - min) : 0.5);
  return { low: at(typical.low), high: at(typical.high), value: at(value) };
}
