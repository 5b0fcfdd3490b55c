import { useComputedColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { dataStyle } from '../series/colours.ts';

/** After the first, which is full: strokes of a square of six pixels that is laid side by side. */
const strokes = ['M-1 7 7-1M-1 1 1-1M5 7 7 5', 'M1.5 0V6M4.5 0V6', 'M-1-1 7 7M5-1 7 1M-1 5 1 7', 'M0 1.5H6M0 4.5H6'];

interface IntervalFillsProps {
  /** What names of fills begin with. */
  readonly id: string;
  readonly kinds: readonly string[];
}

/** Kinds are told apart by how they are filled as well as by their colours: `url(#id0)` fills as the first of them. */
export function IntervalFills({ id, kinds }: IntervalFillsProps): ReactNode {
  const scheme = useComputedColorScheme('light');
  return (
    <svg width={0} height={0} style={{ position: 'absolute' }} aria-hidden="true">
      {kinds.map((kind, at) => {
        const { colour } = dataStyle(at, scheme);
        const path = at % (strokes.length + 1);
        return (
          <pattern key={kind} id={`${id}${at}`} width={6} height={6} patternUnits="userSpaceOnUse">
            <rect width={6} height={6} fill={colour} opacity={path === 0 ? 1 : 0.25} />
            <path d={strokes[path - 1]} stroke={colour} strokeWidth={1.4} fill="none" />
          </pattern>
        );
      })}
    </svg>
  );
}
