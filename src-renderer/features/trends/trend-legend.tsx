import { type ReactNode, useSyncExternalStore } from 'react';
import { roundNumber } from '../../format/number.ts';
import { Swatch } from '../series/legend.tsx';
import { valueAt } from '../series/lines.ts';
import type { Crosshair } from './crosshair.ts';
import classes from './trends.module.css';
import type { TrendLine } from './use-trends.ts';

interface TrendLegendProps {
  readonly lines: readonly TrendLine[];
  readonly hidden: readonly string[];
  readonly crosshair: Crosshair;
  onToggle(series: string): void;
}

/** What each line is, and its value under the crosshair; a press hides it in all charts or shows it again. */
export function TrendLegend({ lines, hidden, crosshair, onToggle }: TrendLegendProps): ReactNode {
  const at = useSyncExternalStore(crosshair.subscribe, crosshair.time);
  return (
    <ul className={classes.legend} aria-label="Lines">
      {lines.map((line) => {
        const shown = !hidden.includes(line.series.id);
        return (
          <li key={line.id}>
            <button
              type="button"
              className={classes.entry}
              aria-pressed={shown}
              title={shown ? `Hide ${line.label}` : `Show ${line.label}`}
              onClick={() => onToggle(line.series.id)}
            >
              <Swatch style={line.style} />
              <span className={classes.name}>{line.label}</span>
              {shown && <span className={classes.value}>{valueText(line, at)}</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function valueText({ points, longestGap }: TrendLine, at: number): string {
  const point = valueAt(points, at);
  return point === undefined || at - point[0] > longestGap ? '' : roundNumber(point[1]);
}
