import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { formatCount, roundNumber } from '../../format/number.ts';
import { Swatch } from '../series/legend.tsx';
import { valueAt } from '../series/lines.ts';
import type { Crosshair } from './crosshair.ts';
import type { TrendLine } from './trend-lines.ts';
import classes from './trends.module.css';

interface TrendLegendProps {
  readonly lines: readonly TrendLine[];
  readonly hidden: readonly string[];
  readonly crosshair: Crosshair;
  /** The formula that lines were smoothed by. */
  readonly smoothing: string | null;
  onToggle(key: string): void;
}

/** Beside more entries than this nobody looks for a value: the point under the pointer is told below the chart. */
const MOST_VALUED = 60;

/** What each line is, and its value under the crosshair; a press hides it in all charts or shows it again. */
export function TrendLegend({ lines, hidden, crosshair, smoothing, onToggle }: TrendLegendProps): ReactNode {
  const entries = useMemo(() => [...Map.groupBy(lines, ({ key, entry }) => `${key}\n${entry}`).values()], [lines]);
  const valued = entries.length <= MOST_VALUED;
  const at = useSyncExternalStore(crosshair.subscribe, () => (valued ? crosshair.time() : Number.NaN));
  return (
    <ul className={classes.legend} aria-label="Lines">
      {entries.map((members) => {
        const [line] = members;
        if (line === undefined) return null;
        const shown = !hidden.includes(line.key);
        return (
          <li key={line.id}>
            <button
              type="button"
              className={classes.entry}
              aria-pressed={shown}
              title={shown ? `Hide ${line.entry}` : `Show ${line.entry}`}
              onClick={() => onToggle(line.key)}
            >
              <Swatch style={line.style} />
              <span className={classes.name}>{line.entry}</span>
              {members.length > 1 && line.series.part === undefined && (
                <span className={classes.value}>× {members.length}</span>
              )}
              {valued && shown && members.length === 1 && <span className={classes.value}>{valueText(line, at)}</span>}
            </button>
          </li>
        );
      })}
      {smoothing !== null && lines.length > 0 && (
        <li className={classes.formula}>
          {smoothing}, n = {countsText(lines)}; faint: as recorded
        </li>
      )}
    </ul>
  );
}

function valueText({ points, longestGap }: TrendLine, at: number): string {
  const point = valueAt(points, at);
  return point === undefined || at - point[0] > longestGap ? '' : roundNumber(point[1]);
}

/** Of how many finite values lines are made: `400`, or `400 to 900`. */
function countsText(lines: readonly TrendLine[]): string {
  const counts = lines.map(({ series }) => series.rows - series.notFinite);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? formatCount(least) : `${formatCount(least)} to ${formatCount(most)}`;
}
