import type { ReactNode } from 'react';
import type { BandPoint } from '#shared/statistics/bands.ts';
import { roundNumber } from '../../format/number.ts';
import { Swatch } from '../series/legend.tsx';
import classes from './compare.module.css';
import { bandAt, type GroupLine } from './group-line.ts';
import { minus } from './table-columns.ts';

/** What each line is, of how many runs, and what it says at the pointer. */
export function BandLegend({
  lines,
  pointed,
}: {
  readonly lines: readonly GroupLine[];
  readonly pointed: number | undefined;
}): ReactNode {
  return (
    <ul className={classes.legend} aria-label="Groups drawn">
      {lines.map((line) => (
        <li key={line.id} className={classes.entry}>
          <Swatch style={line.style} />
          <span className={classes.name}>{line.label}</span>
          <span className={classes.value}>
            {pointed === undefined ? countText(line.band) : pointText(line, pointed)}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** `n 5`, or `n 5–2` where runs end before others. */
function countText(band: readonly BandPoint[]): string {
  const counts = band.map(({ n }) => n);
  const most = counts.reduce((high, n) => Math.max(high, n), 0);
  const least = counts.reduce((low, n) => Math.min(low, n), most);
  return most === least ? `n ${most}` : `n ${most}–${least}`;
}

function pointText({ band }: GroupLine, x: number): string {
  const point = bandAt(band, x);
  if (point === undefined || point.n === 0) return '';
  const [low, high] = point.band;
  const bounds = Number.isNaN(low + high) ? '' : ` [${roundNumber(low)}, ${roundNumber(high)}]`;
  return minus(`${roundNumber(point.x)}: ${roundNumber(point.centre)}${bounds}, n ${point.n}`);
}
