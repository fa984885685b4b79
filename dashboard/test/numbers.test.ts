import { describe, expect, it } from 'vitest';
import { byDistance, distance, placement } from '../src/detail/features';
import { chartData, trailingSum } from '../src/overview/series';
import { ago, amount, amountShort, countShort, measure, milliseconds, share } from '../src/ui/format';
import type { FeatureReading } from '../src/api/types';

describe('numbers as people read them', () => {
  it.each([
    [amount(123450, 'EUR'), '1,234.50'],
    [amount(5000, 'JPY'), '5,000'],
    [amount(1234, 'KWD'), '1.234'],
    [amountShort(210_000_000, 'EUR'), '2.1M'],
    [countShort(9_999_999), '9,999,999'],
    [countShort(12_345_678), '12.3M'],
    [measure(0.12345), '0.123'],
    [measure(1234.5), '1,235'],
    [milliseconds(4.04), '4.0 ms'],
    [milliseconds(1500), '1.5 s'],
    [share(1, 200), '0.50 %'],
    [share(0, 0), '–'],
    [ago('2026-03-01T12:00:00Z', Date.parse('2026-03-01T12:02:05Z')), '2 min ago'],
  ])('%s', (shown, expected) => {
    expect(shown).toBe(expected);
  });
});

describe('the charts', () => {
  it('sum up the trailing minute once there is one', () => {
    expect(trailingSum([1, 2, 3, 4], 3)).toEqual([null, null, 6, 9]);
  });

  it('count per second whatever the step', () => {
    const steps = Array.from({ length: 30 }, () => 6);
    const data = chartData({
      from: '2026-03-01T12:00:00Z',
      step_seconds: 3,
      approve: steps,
      review: steps,
      decline: steps,
      alerts: steps,
    });
    expect(data.perSecond[0]).toBe(6);
    expect(data.reviewPerMinute.at(-1)).toBe(120);
    expect(data.times[0]).toBe(Date.parse('2026-03-01T12:00:03Z') / 1000);
  });
});

describe('features beside what is typical', () => {
  const feature = (name: string, value: number | undefined, low = 0, high = 10): FeatureReading => ({
    name,
    unit: '',
    entity: 'card',
    definition: '',
    value,
    typical: { low, median: (low + high) / 2, high },
  });

  it('come furthest first, in widths of the typical range', () => {
    const inside = feature('inside', 5);
    const near = feature('near', 15);
    const far = feature('far', -100);
    expect(byDistance([inside, near, feature('missing', undefined), far]).map((f) => f.name)).toEqual([
      'far',
      'near',
      'inside',
      'missing',
    ]);
    expect(distance(near)).toBe(0.5);
  });

  it('are placed on a line that holds value and range', () => {
    expect(placement(feature('x', 40))).toEqual({ low: 0, high: 0.25, value: 1 });
    expect(placement(feature('flat', 3, 3, 3))).toEqual({ low: 0.5, high: 0.5, value: 0.5 });
  });
});
