import { IconAlertTriangle } from '@tabler/icons-react';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { cellNumber } from '#shared/model/cell.ts';
import type { Achieved, OutlineStep, TranscriptShape } from '#shared/model/transcript.ts';
import { countOf, roundNumber } from '../../format/number.ts';
import { unitText } from '../series/unit.ts';
import { type Entry, rewardOf } from './steps.ts';
import classes from './transcript.module.css';

interface StepFactsProps {
  readonly shape: TranscriptShape;
  readonly steps: readonly OutlineStep[];
  readonly entry: Entry;
  readonly firstAchieved: ReadonlyMap<string, number>;
}

/** Numbers, errors and achievements of a step, or of several that are told as one. */
export function StepFacts({ shape, steps, entry: { first, last }, firstAchieved }: StepFactsProps): ReactNode {
  const step = steps[last]!;
  const failed = steps.slice(first, last + 1).filter((each) => each.failed);
  return (
    <>
      {failed.length > 0 && (
        <span className={classes.fault} title={failed[0]?.error ?? undefined}>
          <IconAlertTriangle size={13} aria-hidden="true" />
          {last === first ? 'error' : countOf(failed.length, ['error', 'errors'])}
        </span>
      )}
      {shape.numbers.map(({ id, title, unit }, at) => {
        const value = cellNumber(step.numbers[at] ?? null);
        return (
          value !== undefined && (
            <span
              key={id}
              className={clsx(classes.number, at === shape.reward && rewardOf(step, shape) && classes.reward)}
            >
              {title} {roundNumber(value)}
              {unit !== null && !title.toLowerCase().includes(unit) && ` ${unitText(unit)}`}
            </span>
          )
        );
      })}
      {madeIn(steps, first, last).map(({ item, how, count }) => {
        const isNew = (firstAchieved.get(item) ?? -1) >= first && (firstAchieved.get(item) ?? -1) <= last;
        return (
          <span
            key={`${how} ${item}`}
            className={clsx(classes.made, isNew && classes.isNew)}
            title={isNew ? 'For the first time' : undefined}
          >
            +{roundNumber(count)} {item}
            {how !== null && <em> {how}</em>}
          </span>
        );
      })}
    </>
  );
}

/** What some steps achieved together. */
function madeIn(steps: readonly OutlineStep[], first: number, last: number): readonly Achieved[] {
  if (first === last) return steps[first]!.achieved;
  const sums = new Map<string, Achieved>();
  for (const each of steps.slice(first, last + 1).flatMap(({ achieved }) => achieved)) {
    const key = `${each.how} ${each.item}`;
    sums.set(key, { ...each, count: each.count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()];
}
