const moneyFormats = new Map<string, Intl.NumberFormat>();
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

function moneyFormat(currency: string): Intl.NumberFormat {
  let format = moneyFormats.get(currency);
  if (!format) {
    format = new Intl.NumberFormat('en-GB', { style: 'currency', currency, currencyDisplay: 'code' });
    moneyFormats.set(currency, format);
  }
  return format;
}

/** Number of decimals of a currency, ISO 4217. */
export function decimalsOf(currency: string): number {
  try {
    return moneyFormat(currency).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** An amount without its currency, e.g. `1,234.50`. */
export function amount(minor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  return (minor / 10 ** decimals).toLocaleString('en-GB', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

/** A large amount in few characters, e.g. `1.2M`. */
export function amountShort(minor: number, currency: string): string {
  return short.format(minor / 10 ** decimalsOf(currency));
}

/** A whole number with separators. */
export function count(value: number): string {
  return whole.format(value);
}

/** A whole number for a narrow place: ten millions and more lose digits. */
export function countShort(value: number): string {
  return value < 10_000_000 ? count(value) : short.format(value);
}

/** A number as precise as its size deserves. */
export function measure(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && size < 0.001) return value.toExponential(1);
  const decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3;
  return value.toLocaleString('en-GB', { maximumFractionDigits: decimals });
}

/** Milliseconds as a person would say them. */
export function milliseconds(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** A share of a whole; small ones keep their digits. */
export function share(part: number, total: number): string {
  if (total === 0) return '–';
  const percent = (part / total) * 100;
  return `${percent.toFixed(percent < 10 ? 2 : 1)} %`;
}

/** Time of day in the viewer's zone, with seconds. */
export function timeOfDay(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-GB');
}

/** Date and time in the viewer's zone. */
export function dateTime(iso: string): string {
  return new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
}

/** How long ago, in the largest fitting unit. */
export function ago(iso: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(iso)) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}
