import { type ReactNode, useSyncExternalStore } from 'react';
import { roundNumber } from '../../format/number.ts';
import classes from './chart.module.css';
import type { ChartLine } from './chart-line.ts';
import type { DataStyle } from './colours.ts';
import { valueAt } from './lines.ts';
import type { Moment } from './time-overlay.tsx';

/** What each line is and what it says at the moment; the value stays empty where the line has a gap. */
export function Legend({
  lines,
  moment,
}: {
  readonly lines: readonly ChartLine[];
  readonly moment: Moment;
}): ReactNode {
  const time = useSyncExternalStore(moment.subscribe, moment.time);
  return (
    <ul className={classes.legend} aria-label="Lines">
      {lines.map((line) => (
        <li key={line.id} className={classes.entry}>
          <Swatch style={line.style} />
          <span>{line.label}</span>
          <span className={classes.value}>{valueText(line, time)}</span>
        </li>
      ))}
    </ul>
  );
}

function valueText({ points, longestGap }: ChartLine, time: number): string {
  const point = valueAt(points, time);
  return point === undefined || time - point[0] > longestGap ? '' : roundNumber(point[1]);
}

/** A short piece of a line as the chart draws it. */
export function Swatch({ style }: { readonly style: DataStyle }): ReactNode {
  return (
    <svg className={classes.swatch} width={18} height={8} aria-hidden="true">
      <line
        x1={0}
        x2={18}
        y1={4}
        y2={4}
        stroke={style.colour}
        strokeWidth={2.5}
        strokeDasharray={style.dash.join(' ')}
      />
    </svg>
  );
}
