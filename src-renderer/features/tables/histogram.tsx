import { type ReactNode, useState } from 'react';
import type { ColumnStatistics } from '#shared/model/page.ts';
import { formatCount, roundNumber } from '../../format/number.ts';
import classes from './column-panel.module.css';

interface HistogramProps {
  readonly bins: ColumnStatistics['histogram'];
}

/** How the finite values are spread: equal bins, the tallest fills the height; the bin under the pointer says its range. */
export function Histogram({ bins }: HistogramProps): ReactNode {
  const [at, setAt] = useState<number>();
  const highest = Math.max(...bins.map(({ count }) => count), 1);
  const width = 100 / bins.length;
  const shown = at === undefined ? undefined : bins[at];
  const label = `Histogram from ${roundNumber(bins[0]?.from ?? 0)} to ${roundNumber(bins.at(-1)?.to ?? 0)}`;
  return (
    <figure className={classes.histogram}>
      <svg
        viewBox="0 0 100 40"
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        onPointerLeave={() => setAt(undefined)}
      >
        {bins.map(({ from, count }, index) => (
          <g key={from} onPointerEnter={() => setAt(index)}>
            <rect x={index * width} y={0} width={width} height={40} fill="transparent" />
            <rect
              className={classes.bin}
              data-at={index === at || undefined}
              x={index * width + width * 0.06}
              y={40 - (38 * count) / highest}
              width={width * 0.88}
              height={(38 * count) / highest}
            />
          </g>
        ))}
      </svg>
      <figcaption>
        {shown === undefined ? (
          <>
            <span>{roundNumber(bins[0]?.from ?? 0)}</span>
            <span>{roundNumber(bins.at(-1)?.to ?? 0)}</span>
          </>
        ) : (
          <span>
            {roundNumber(shown.from)} to {roundNumber(shown.to)}: {formatCount(shown.count)} rows
          </span>
        )}
      </figcaption>
    </figure>
  );
}
