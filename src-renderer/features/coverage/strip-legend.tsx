import { useComputedColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CoverageStrip } from '#shared/model/coverage.ts';
import { formatCount } from '../../format/number.ts';
import { dataStyle } from '../series/colours.ts';
import coverageClasses from './coverage.module.css';
import classes from './strip.module.css';
import { type Sign, signs, signsOf } from './strip-signs.ts';

/** How dots look, and how many have each flag. */
export function StripLegend({ answer: { flags, dots } }: { readonly answer: CoverageStrip }): ReactNode {
  const looks = signsOf(flags);
  const several = dots.some((dot) => dot.flags.filter((at) => flags[at]?.kind === 'failed').length > 1);
  return (
    <ul className={coverageClasses.legend} aria-label="Dots">
      <li>
        <Key sign="fine" />
        nothing found, {formatCount(dots.filter((dot) => dot.flags.length === 0).length)}
      </li>
      {flags.map(({ title }, at) => (
        <li key={title}>
          <Key sign={looks[at] ?? 'fine'} />
          {title.toLowerCase()}, {formatCount(dots.filter((dot) => dot.flags.includes(at)).length)}
        </li>
      ))}
      {several && <li>What failed in several ways has the first of their signs</li>}
      <li>The line is the median</li>
    </ul>
  );
}

function Key({ sign }: { readonly sign: Sign }): ReactNode {
  const { colour } = dataStyle(0, useComputedColorScheme('light'));
  const ink = sign === 'odd' ? colour : 'var(--bad)';
  const look = sign === 'fine' ? { fill: colour } : { fill: 'none', stroke: ink, strokeWidth: 1.5 };
  return (
    <svg width={12} height={12} viewBox="-6 -6 12 12" aria-hidden="true" className={classes.key}>
      <path d={signs[sign]} {...look} />
    </svg>
  );
}
