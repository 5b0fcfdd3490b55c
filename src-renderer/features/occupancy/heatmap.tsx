import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { StatesProfile } from '#shared/model/states.ts';
import { formatDuration } from '../../format/time.ts';
import { useElementSize } from '../../ui/data-grid/use-element-size.ts';
import classes from './figures.module.css';
import { type Column, columnsOf, hoursOfDay, type Sums, share } from './profile-sums.ts';
import { shareColour } from './state-colours.ts';

const ROW = 9;
const LEFT = 40;
const BOTTOM = 18;

interface HeatmapProps {
  readonly profile: StatesProfile;
  readonly word: string;
  onDay(day: string): void;
}

/** Days across, hours of the clock down: for what share of the time with data it was on. */
export function Heatmap({ profile, word, onDay }: HeatmapProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(frame);
  const columns = useMemo(() => columnsOf(profile, (width - LEFT) / 4), [profile, width]);
  const [pointed, setPointed] = useState<{ column: Column; hour: number }>();
  const wide = Math.min((width - LEFT) / Math.max(columns.length, 1), 26);
  const every = Math.max(1, Math.ceil(76 / Math.max(wide, 0.1)));
  return (
    <figure className={classes.figure}>
      <figcaption>
        Share {word} by day and hour
        {(columns[0]?.first ?? '') === (columns[0]?.last ?? '') ? '' : ', several days in a column'}
      </figcaption>
      <div ref={frame} className={classes.heat}>
        {width > 0 && (
          <svg
            width={width}
            height={24 * ROW + BOTTOM}
            role="img"
            aria-label={`Share ${word} by day and hour of the clock`}
            onPointerLeave={() => setPointed(undefined)}
          >
            <defs>
              <pattern id="no-data" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <line x1="0" y1="0" x2="0" y2="4" stroke="var(--line)" />
              </pattern>
            </defs>
            {[0, 6, 12, 18].map((hour) => (
              <text key={hour} x={LEFT - 4} y={hour * ROW + 9} textAnchor="end" className={classes.tick}>
                {String(hour).padStart(2, '0')}:00
              </text>
            ))}
            {columns.map((column, at) => (
              <g key={column.first} transform={`translate(${LEFT + at * wide} 0)`}>
                {hoursOfDay.map((hour) => (
                  // biome-ignore lint/a11y/noStaticElementInteractions: the same is in the list of days, for keyboards
                  <rect
                    key={hour}
                    y={hour * ROW}
                    width={Math.max(wide - (wide > 6 ? 1 : 0), 0.5)}
                    height={ROW - 1}
                    fill={fillOf(column.hours[hour])}
                    onPointerEnter={() => setPointed({ column, hour })}
                    onClick={() => onDay(column.first)}
                  />
                ))}
                {at % every === 0 && (
                  <text y={24 * ROW + 13} className={classes.tick}>
                    {column.first}
                  </text>
                )}
              </g>
            ))}
          </svg>
        )}
      </div>
      <p className={classes.told}>{pointed === undefined ? 'Hatched: no data' : told(pointed, word)}</p>
    </figure>
  );
}

function fillOf(sums: Sums | undefined): string {
  if (sums === undefined || sums.length === 0) return 'transparent';
  return Number.isNaN(share(sums)) ? 'url(#no-data)' : shareColour(share(sums));
}

function told({ column, hour }: { column: Column; hour: number }, word: string): string {
  const sums = column.hours[hour];
  const days = column.first === column.last ? column.first : `${column.first} to ${column.last}`;
  const when = `${days}, ${String(hour).padStart(2, '0')}:00`;
  if (sums === undefined || sums.length === 0) return `${when} · clocks do not show this hour`;
  const known = formatDuration((sums.on + sums.off) * 1000);
  return Number.isNaN(share(sums))
    ? `${when} · no data`
    : `${when} · ${(share(sums) * 100).toFixed(1)} % ${word}, of ${known} with data`;
}
