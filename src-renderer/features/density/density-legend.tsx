import type { ReactNode } from 'react';
import { formatCount, roundNumber } from '../../format/number.ts';
import { reachOf } from './cells.ts';
import classes from './density.module.css';
import { colourOf } from './paint.ts';
import type { DensityPicture } from './picture.ts';
import type { Show } from './view.ts';

const STOPS = 12;

interface DensityLegendProps {
  readonly picture: DensityPicture;
  /** Cells with fewer rows are not shown. */
  readonly minimum: number;
}

/** What colours and arrows say. */
export function DensityLegend({ picture, minimum }: DensityLegendProps): ReactNode {
  const { cells, show, difference, logarithmic, arrows } = picture;
  const { least, most } = reachOf(cells, show, difference);
  const low = difference ? -1 : 0;
  const stops = Array.from({ length: STOPS + 1 }, (_, at) => colourOf(low + ((1 - low) * at) / STOPS, picture));
  const lowest = difference ? text(-most, show) : logarithmic ? text(least, show) : '0';
  const title = difference ? 'Difference of shares of all rows' : titles[show];
  return (
    <div className={classes.legend} role="img" aria-label={`${title} from ${lowest} to ${text(most, show)}`}>
      <span>
        {title}
        {logarithmic ? ', logarithmic' : ''}
      </span>
      <div className={classes.ramp} style={{ background: `linear-gradient(to right, ${stops.join(', ')})` }} />
      <div className={classes.ends}>
        <span>{lowest}</span>
        {difference && <span>0</span>}
        <span>{text(most, show)}</span>
      </div>
      {minimum > 1 && <span>Cells with fewer than {formatCount(minimum)} rows are not shown</span>}
      {arrows !== null && arrows.fastest > 0 && (
        <span>
          Longest arrow: mean velocity {roundNumber(arrows.fastest, 3)}
          {arrows.side > 1 && ` of ${arrows.side} × ${arrows.side} cells`}
        </span>
      )}
    </div>
  );
}

const titles: Readonly<Record<Show, string>> = {
  rows: 'Rows per cell',
  share: 'Share of all rows',
  seconds: 'Seconds per cell',
};

function text(value: number, show: Show): string {
  if (show === 'share') return `${roundNumber(value * 100, 3)} %`;
  return show === 'rows' ? formatCount(value) : `${roundNumber(value, 3)} s`;
}
