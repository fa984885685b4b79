import type { AccountPayment } from '../api/types';

const WIDTH = 460;
const HEIGHT = 56;
const PAD = 6;

interface SparklineProps {
  /** Oldest first. */
  payments: AccountPayment[];
  current: string;
}

/** Amounts of an account's payments in their order, coloured by outcome; on a root scale, so that small ones stay visible beside large ones. */
export function Sparkline({ payments, current }: SparklineProps) {
  const most = Math.sqrt(Math.max(1, ...payments.map((payment) => payment.amount_minor)));
  const step = (WIDTH - 2 * PAD) / Math.max(1, payments.length - 1);
  const points = payments.map((payment, i) => ({
    payment,
    x: PAD + i * step,
    y: HEIGHT - PAD - (Math.sqrt(payment.amount_minor) / most) * (HEIGHT - 2 * PAD),
  }));
  const line = points.map((point, i) => `${i === 0 ? 'M' : 'L'}${point.x.toFixed(1)} ${point.y.toFixed(1)}`).join('');
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Amounts of ${payments.length} payments of the account`}
    >
      <path d={line} className="sparkline-line" />
      {points.map(({ payment, x, y }) => (
        <circle
          key={payment.payment_id}
          cx={x}
          cy={y}
          r={payment.payment_id === current ? 4.5 : 2.6}
          className={`dot-${payment.outcome}`}
          data-current={payment.payment_id === current}
        />
      ))}
    </svg>
  );
}
