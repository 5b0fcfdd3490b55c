import type { ReactNode } from 'react';
import type { DataStyle } from '../series/colours.ts';
import { roundTicks, tickText } from '../series/ticks.ts';
import classes from './figures.module.css';

interface SquareProps {
  readonly label: string;
  readonly lines: readonly SquareLine[];
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** Whether the points of a line are joined. */
  readonly joined?: boolean;
}

interface SquareLine {
  readonly id: string;
  readonly label: string;
  readonly style: DataStyle;
  readonly points: readonly { readonly x: number; readonly y: number; readonly weight: number }[];
}

const SIZE = 220;
const LEFT = 44;
const BOTTOM = 22;

/** Points over two axes of one kind, and the diagonal on which both agree. A point is the larger the more it stands for. */
export function Square({ label, lines, x: [left, right], y: [low, high], joined = false }: SquareProps): ReactNode {
  const x = (value: number) => LEFT + ((value - left) / (right - left)) * SIZE;
  const y = (value: number) => 6 + SIZE - ((value - low) / (high - low)) * SIZE;
  const [xTicks, yTicks] = [roundTicks(left, right, 5), roundTicks(low, high, 5)];
  const heaviest = Math.max(1, ...lines.flatMap(({ points }) => points.map(({ weight }) => weight)));
  return (
    <>
      <svg width={LEFT + SIZE + 12} height={SIZE + BOTTOM + 6} role="img" aria-label={label}>
        {xTicks.map((tick) => (
          <text key={tick} x={x(tick)} y={SIZE + 22} textAnchor="middle" className={classes.tick}>
            {tickText(tick, xTicks)}
          </text>
        ))}
        {yTicks.map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={LEFT + SIZE} y1={y(tick)} y2={y(tick)} stroke="var(--hair)" />
            <text x={LEFT - 5} y={y(tick) + 4} textAnchor="end" className={classes.tick}>
              {tickText(tick, yTicks)}
            </text>
          </g>
        ))}
        <line x1={x(left)} y1={y(low)} x2={x(right)} y2={y(high)} stroke="var(--quiet)" strokeDasharray="4 3" />
        {lines.map(({ id, style, points }) => (
          <g key={id} stroke={style.colour} fill={style.colour}>
            {joined && (
              <polyline
                points={points.map((point) => `${x(point.x)},${y(point.y)}`).join(' ')}
                fill="none"
                strokeDasharray={style.dash.join(' ')}
              />
            )}
            {points.map((point, index) => (
              <circle
                // biome-ignore lint/suspicious/noArrayIndexKey: points have no name but their place
                key={index}
                cx={x(point.x)}
                cy={y(point.y)}
                r={2 + 4 * Math.sqrt(point.weight / heaviest) * (joined ? 1 : 0.3)}
                fillOpacity={0.6}
              />
            ))}
          </g>
        ))}
      </svg>
      {joined && (
        <ul className={classes.keys}>
          {lines.map(({ id, label: name, style }) => (
            <li key={id}>
              <span style={{ background: style.colour }} />
              {name}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
