import { useComputedColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TrainingCurve } from '#shared/model/training.ts';
import { countOf } from '../../format/number.ts';
import { dataStyle, type Scheme } from '../series/colours.ts';
import classes from './training.module.css';

const UNKNOWN = 'phase not told';

/** Which colour a phase has: the second hue on, so that none looks like the curve. */
function phaseColour({ phases }: TrainingCurve, phase: string | null, scheme: Scheme): string {
  const names = [...new Set(phases.map((each) => each.phase).filter((each) => each !== null))];
  return phase === null ? 'var(--faint)' : dataStyle(names.indexOf(phase) + 1, scheme).colour;
}

interface PhaseShadesProps {
  readonly curve: TrainingCurve;
  toX(x: number): number;
  readonly height: number;
  readonly scheme: Scheme;
}

/** Stretches of the training behind its curve, from half-way between two episodes to half-way between the next. */
export function PhaseShades({ curve, toX, height, scheme }: PhaseShadesProps): ReactNode {
  const { phases, x } = curve;
  return phases.map(({ phase, first, last }) => {
    const left = toX(Math.max(first - 0.5, x.from));
    const right = toX(Math.min(last + 0.5, x.to));
    const colour = phaseColour(curve, phase, scheme);
    return (
      <g key={first} pointerEvents="none">
        <rect x={left} width={Math.max(right - left, 1)} height={height} fill={colour} fillOpacity={0.1} />
        {first > x.from && (
          <line x1={left} x2={left} y1={0} y2={height} stroke={colour} strokeWidth={1.5} strokeDasharray="4 3" />
        )}
        {right - left > 44 && (
          <text x={left + 5} y={12} className={classes.tick}>
            {phase ?? UNKNOWN}
          </text>
        )}
      </g>
    );
  });
}

/** How many episodes each phase had. */
export function PhaseLegend({ curve }: { readonly curve: TrainingCurve }): ReactNode {
  const scheme = useComputedColorScheme('light');
  if (curve.phases.length === 0) return null;
  const sums = new Map<string | null, number>();
  for (const { phase, first, last } of curve.phases) sums.set(phase, (sums.get(phase) ?? 0) + last - first + 1);
  return (
    <ul className={classes.legend} aria-label="Phases">
      {[...sums].map(([phase, episodes]) => (
        <li key={phase ?? '\0'}>
          <span className={classes.phase} style={{ color: phaseColour(curve, phase, scheme) }} />
          {phase ?? UNKNOWN}, {countOf(episodes, ['episode', 'episodes'])}
        </li>
      ))}
    </ul>
  );
}
