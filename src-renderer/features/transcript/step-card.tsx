import { Button } from '@mantine/core';
import { clsx } from 'clsx';
import { memo, type ReactNode, useRef } from 'react';
import type { OutlineStep, StepTexts, TranscriptShape } from '#shared/model/transcript.ts';
import { formatCount } from '../../format/number.ts';
import { useFoundText } from './found-text.ts';
import { StepFacts } from './step-facts.tsx';
import { StepAnswer, StepCode } from './step-texts.tsx';
import { StepTime } from './step-time.tsx';
import type { Entry } from './steps.ts';
import classes from './transcript.module.css';

export interface CardProps {
  readonly database: string;
  readonly episode: string;
  readonly shape: TranscriptShape;
  readonly steps: readonly OutlineStep[];
  readonly entry: Entry;
  /** Of the first and, where there are several, the last step of the entry. */
  readonly texts: StepTexts | undefined;
  readonly lastTexts: StepTexts | undefined;
  readonly firstAchieved: ReadonlyMap<string, number>;
  readonly current: boolean;
  /** Which parts of the state changed; empty where none did or nobody asked. */
  readonly changed: string;
  readonly find: string;
  /** What one is called here. */
  readonly word: string;
  onPick(place: number): void;
  onUnfold(place: number): void;
}

/** One step: what was done, what was answered, what it came to. Several with the same code are told once. */
export const StepCard = memo(function StepCard(props: CardProps): ReactNode {
  const { database, episode, shape, steps, entry, texts, lastTexts, current, find, word, onPick, onUnfold } = props;
  const { first, last } = entry;
  const card = useRef<HTMLElement>(null);
  useFoundText(card, find, texts);
  const step = steps[first]!;
  const several = last > first;
  const name = several ? `${first + 1}–${last + 1}` : String(first + 1);
  const of = { database, episode };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the page walk through the steps
    <article
      ref={card}
      className={clsx(classes.card, current && classes.current, step.failed && classes.failed)}
      aria-label={`${word} ${name}`}
      aria-current={current ? 'step' : undefined}
      onClick={() => onPick(first)}
    >
      <header className={classes.cardHead}>
        <span className={classes.place}>{name}</span>
        {several && (
          <Button variant="default" size="compact-xs" onClick={() => onUnfold(first)}>
            same code × {formatCount(last - first + 1)}
          </Button>
        )}
        <StepTime shape={shape} steps={steps} place={first} />
        <StepFacts shape={shape} steps={steps} entry={entry} firstAchieved={props.firstAchieved} />
        {props.changed !== '' && <span className={classes.made}>changed: {props.changed}</span>}
      </header>
      {texts === undefined ? (
        <div className={classes.bones} style={{ height: bonesOf(step) }} />
      ) : (
        <>
          <StepCode {...of} stepKey={step.key} column={shape.code} cell={texts.code} language={shape.language} />
          {several && <p className={classes.which}>{first + 1} answered</p>}
          <Answer {...of} shape={shape} texts={texts} same={isSame(steps, first)} />
          {several && lastTexts !== undefined && (
            <>
              <p className={classes.which}>{last + 1} answered</p>
              <Answer {...of} shape={shape} texts={lastTexts} same={null} />
            </>
          )}
        </>
      )}
    </article>
  );
});

interface AnswerProps {
  readonly database: string;
  readonly episode: string;
  readonly shape: TranscriptShape;
  readonly texts: StepTexts;
  /** The number of the step before it that was answered alike. */
  readonly same: number | null;
}

function Answer({ database, episode, shape, texts, same }: AnswerProps): ReactNode {
  if (shape.answer === null || texts.answer === null) return null;
  if (same !== null) return <p className={classes.which}>The same answer as {same}</p>;
  return (
    <StepAnswer database={database} episode={episode} stepKey={texts.key} column={shape.answer} cell={texts.answer} />
  );
}

/** Short answers are repeated: reading them is quicker than looking them up. */
const SHORT = 3;

function isSame(steps: readonly OutlineStep[], place: number): number | null {
  const own = steps[place]?.answer;
  const before = steps[place - 1]?.answer;
  return own != null && own.lines > SHORT && own.digest === before?.digest ? place : null;
}

/** About as high as the texts will be. */
export function bonesOf({ code, answer }: OutlineStep): number {
  return 14 + 18 * Math.min(code.lines, 42) + 18 * Math.min(answer?.lines ?? 0, 16);
}
