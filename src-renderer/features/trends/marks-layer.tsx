import type { ReactNode } from 'react';
import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import classes from './marks.module.css';
import type { ChartMark } from './use-marks.ts';

/** Reference lines and notes, with what they are called. Lies inside a Recharts chart. */
export function MarksLayer({ marks }: { readonly marks: readonly ChartMark[] }): ReactNode {
  const area = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  if (!area || !xScale || !yScale) return null;
  const [right, bottom] = [area.x + area.width, area.y + area.height];
  return (
    <g className={classes.marks} pointerEvents="none">
      {marks.map(({ id, x, y, label }) => {
        const left = x === null ? area.x : Number(xScale(x));
        const top = y === null ? area.y : Number(yScale(y));
        const inside = left >= area.x && left <= right && top >= area.y && top <= bottom;
        if (!inside) return null;
        const before = left > area.x + area.width * 0.7;
        if (x !== null && y !== null) {
          return (
            <g key={id}>
              <circle cx={left} cy={top} r={3.5} />
              <text x={left + (before ? -7 : 7)} y={top - 6} textAnchor={before ? 'end' : 'start'}>
                {label}
              </text>
            </g>
          );
        }
        const isAcross = y !== null;
        return (
          <g key={id}>
            <line x1={left} x2={isAcross ? right : left} y1={top} y2={isAcross ? top : bottom} />
            <text
              x={isAcross ? right - 4 : left + (before ? -4 : 4)}
              y={top + (isAcross ? -4 : 11)}
              textAnchor={isAcross || before ? 'end' : 'start'}
            >
              {label}
            </text>
          </g>
        );
      })}
    </g>
  );
}
