import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { areaStrength } from '#shared/chart/bands.ts';
import { roundNumber } from '../../format/number.ts';
import { Swatch } from '../series/legend.tsx';
import { valueAt } from '../series/lines.ts';
import { type Crosshair, createCrosshair } from './crosshair.ts';
import stackedClasses from './stacked.module.css';
import type { TrendLine } from './trend-lines.ts';
import classes from './trends.module.css';

interface StackLegendProps {
  /** How many of the lines are parts; the whole comes behind them. */
  readonly parts: number;
  readonly lines: readonly TrendLine[];
  readonly hidden: readonly string[];
  /** Where values are told; of many charts none are. */
  readonly crosshair?: Crosshair;
  /** The formula that every line was smoothed by. */
  readonly smoothing: string | null;
  onToggle(key: string): void;
}

/** Every part and the whole; a press takes a part out, and the others close up. */
export function StackLegend({ lines, parts, hidden, crosshair, smoothing, onToggle }: StackLegendProps): ReactNode {
  const [still] = useState(createCrosshair);
  const { subscribe, time } = crosshair ?? still;
  const at = useSyncExternalStore(subscribe, time);
  return (
    <ul className={stackedClasses.legend} aria-label="Parts">
      {lines.map(({ key, entry, style, points, longestGap }, index) => {
        const isPart = index < parts;
        const shown = !hidden.includes(key);
        const point = valueAt(points, at);
        const known = shown && point !== undefined && at - point[0] <= longestGap;
        return (
          <li key={key}>
            <button
              type="button"
              className={classes.entry}
              aria-pressed={shown}
              title={shown ? `Hide ${entry}` : `Show ${entry}`}
              onClick={() => onToggle(key)}
            >
              {isPart ? <Box colour={style.colour} /> : <Swatch style={style} />}
              <span className={classes.name}>{entry}</span>
              {known && <span className={classes.value}>{roundNumber(point[1])}</span>}
            </button>
          </li>
        );
      })}
      {smoothing !== null && <li className={classes.formula}>{smoothing}</li>}
    </ul>
  );
}

/** A piece of an area as the chart fills it. */
function Box({ colour }: { readonly colour: string }): ReactNode {
  const scheme = useComputedColorScheme('light');
  return (
    <svg width={18} height={9} aria-hidden="true">
      <rect width={18} height={9} rx={1} fill={colour} fillOpacity={areaStrength[scheme]} />
    </svg>
  );
}
