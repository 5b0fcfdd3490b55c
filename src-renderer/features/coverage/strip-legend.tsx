import { useComputedColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CoverageStrip } from '#shared/model/coverage.ts';
import { formatCount } from '../../format/number.ts';
import { dataStyle } from '../series/colours.ts';
import coverageClasses from './coverage.module.css';
import classes from './strip.module.css';

/** How dots look, and how many have each flag. */
export function StripLegend({ answer: { flags, dots } }: { readonly answer: CoverageStrip }): ReactNode {
  const { colour } = dataStyle(0, useComputedColorScheme('light'));
  const fine = dots.filter((dot) => dot.flags.length === 0).length;
  const counted = flags.map((flag, at) => ({ ...flag, count: dots.filter((dot) => dot.flags.includes(at)).length }));
  return (
    <ul className={coverageClasses.legend} aria-label="Dots">
      <li>
        <svg width={12} height={12} aria-hidden="true" className={classes.key}>
          <circle cx={6} cy={6} r={3.5} fill={colour} />
        </svg>
        nothing found, {formatCount(fine)}
      </li>
      {counted.map(({ title, kind, count }) => (
        <li key={title}>
          <svg width={12} height={12} aria-hidden="true" className={classes.key}>
            {kind === 'failed' ? (
              <path d="M3 3 9 9M3 9 9 3" stroke="var(--bad)" strokeWidth={1.5} />
            ) : (
              <circle cx={6} cy={6} r={3.2} fill="none" stroke={colour} strokeWidth={1.5} />
            )}
          </svg>
          {title.toLowerCase()}, {formatCount(count)}
        </li>
      ))}
      <li>The line is the median</li>
    </ul>
  );
}
