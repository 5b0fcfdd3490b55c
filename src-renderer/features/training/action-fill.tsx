import type { ReactNode } from 'react';
import { dataStyle, type Scheme } from '../series/colours.ts';

const HUES = 8;

/** The fill of the n-th action: a hue, and striped where the hues have all been used. */
export function actionFill(action: number, scheme: Scheme): string {
  return action < HUES ? dataStyle(action, scheme).colour : `url(#action-${action})`;
}

/** What {@link actionFill} refers to. */
export function ActionPatterns({ actions, scheme }: { readonly actions: number; readonly scheme: Scheme }): ReactNode {
  const striped = Array.from({ length: Math.max(actions - HUES, 0) }, (_, at) => at + HUES);
  return (
    <svg width={0} height={0} aria-hidden="true" style={{ position: 'absolute' }}>
      <defs>
        {striped.map((action) => {
          const size = 4 + 2 * Math.floor(action / HUES);
          return (
            <pattern
              key={action}
              id={`action-${action}`}
              width={size}
              height={size}
              patternUnits="userSpaceOnUse"
              patternTransform={`rotate(${action % 2 === 0 ? 45 : -45})`}
            >
              <rect width={size} height={size} fill={dataStyle(action, scheme).colour} />
              <line x1={0} y1={0} x2={0} y2={size} stroke="var(--page)" strokeWidth={2} />
            </pattern>
          );
        })}
      </defs>
    </svg>
  );
}
