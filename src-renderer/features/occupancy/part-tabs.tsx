import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import type { StatesOverview } from '#shared/model/states.ts';
import type { PartName } from './view.ts';

interface PartTabsProps {
  readonly overview: StatesOverview;
  readonly part: PartName;
  onPart(part: PartName): void;
}

/** What is shown below the picture: only what the database has. */
export function PartTabs({ overview, part, onPart }: PartTabsProps): ReactNode {
  const names: readonly (readonly [PartName, string])[] = [
    ['hours', 'Hours and days'],
    ...(overview.transitions ? [['moves', 'Transitions'] as const] : []),
    ...(overview.predictions ? [['expected', 'Predictions'] as const] : []),
    ['care', 'Data care'],
  ];
  return (
    <SegmentedControl
      size="xs"
      aria-label="What is shown below"
      data={names.map(([value, label]) => ({ value, label }))}
      value={part}
      onChange={(value) => onPart(value as PartName)}
    />
  );
}
