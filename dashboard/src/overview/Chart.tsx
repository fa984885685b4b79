import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useTheme } from '../ui/theme';

export interface ChartLine {
  label: string;
  /** Name of a CSS custom property holding the colour. */
  color: string;
  values: (number | null)[];
}

interface ChartProps {
  title: string;
  times: number[];
  lines: ChartLine[];
}

const HEIGHT = 128;

/** Lines over time, redrawn in place as the data moves. */
export function Chart({ title, times, lines }: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const data = useRef<uPlot.AlignedData>([[]]);
  const [pointed, setPointed] = useState<number | null>(null);
  const [theme] = useTheme();
  const shape = lines.map((line) => `${line.label}=${line.color}`).join();

  useEffect(() => {
    data.current = [times, ...lines.map((line) => line.values)];
    plot.current?.setData(data.current);
  });

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const chart = new uPlot(options(element, shape, setPointed), data.current, element);
    plot.current = chart;
    const observer = new ResizeObserver(() => {
      chart.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
      plot.current = null;
    };
  }, [shape, theme]);

  const index = pointed ?? times.length - 1;
  const shown = lines.map((line) => ({ ...line, text: textOf(line.values[index] ?? null) }));
  return (
    <div className="chart">
      <p className="legend" aria-hidden="true">
        {shown.map((line) => (
          <span key={line.label}>
            <i style={{ background: `var(${line.color})` }} />
            {line.label} <b>{line.text}</b>
          </span>
        ))}
        {pointed !== null && <time>{new Date((times[pointed] ?? 0) * 1000).toLocaleTimeString('en-GB')}</time>}
      </p>
      <div
        ref={host}
        className="plot"
        role="img"
        aria-label={`${title}: ${shown.map((line) => `${line.label} ${line.text}`).join(', ')}`}
      />
    </div>
  );
}

function textOf(value: number | null): string {
  return value === null ? '–' : value.toFixed(value < 100 ? 1 : 0);
}

function options(element: HTMLElement, shape: string, onPoint: (index: number | null) => void): uPlot.Options {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const axis = {
    stroke: color('--muted'),
    font: '11px system-ui, sans-serif',
    grid: { stroke: color('--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    hooks: {
      setCursor: [
        (plot) => {
          onPoint(plot.cursor.idx ?? null);
        },
      ],
    },
    cursor: { points: { size: 6 }, y: false },
    padding: [8, 8, 0, 0],
    scales: { y: { range: (_, __, max) => [0, Math.max(1, max * 1.15)] } },
    axes: [
      { ...axis, size: 24, space: 70, values: '{HH}:{mm}:{ss}', grid: { show: false } },
      { ...axis, size: 44, space: 28 },
    ],
    series: [
      {},
      ...shape.split(',').map((line) => {
        const [label, property] = line.split('=');
        const stroke = color(property ?? '');
        return {
          label: label ?? '',
          stroke,
          fill: `color-mix(in srgb, ${stroke} 14%, transparent)`,
          width: 1.5,
          points: { show: false },
        };
      }),
    ],
  };
}
