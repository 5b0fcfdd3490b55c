import { ActionIcon, Button, Group, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconArrowNarrowDown, IconArrowNarrowUp, IconX } from '@tabler/icons-react';
import { clsx } from 'clsx';
import { type ReactNode, useMemo } from 'react';
import type { TranscriptOutline } from '#shared/model/transcript.ts';
import { useAction } from '../../../client/actions.ts';
import { addressOf, setPlaceQuery } from '../../../client/place.ts';
import { formatCount } from '../../../format/number.ts';
import { plural } from '../../../format/words.ts';
import { Empty } from '../../../ui/empty.tsx';
import { Split } from '../../../ui/split.tsx';
import { StateDifference } from '../side/changes-panel.tsx';
import { nextPlace } from '../steps.ts';
import classes from '../transcript.module.css';
import type { PanesProps } from '../transcript-panes.tsx';
import { useTranscriptView } from '../use-place.ts';
import { useWalk } from '../use-walk.ts';
import { differs, firstDivergence, pairsOf } from './align.ts';
import compareClasses from './compare.module.css';
import { CompareSelect } from './compare-select.tsx';
import { PairList } from './pair-list.tsx';

interface CompareProps extends PanesProps {
  readonly right: TranscriptOutline;
}

/** Two attempts beside each other, step by step. */
export function ComparePage({ database, outline: left, right, shape, word }: CompareProps): ReactNode {
  const pairs = useMemo(() => pairsOf(left.steps, right.steps), [left, right]);
  const longer = left.steps.length >= right.steps.length ? left : right;
  const view = useTranscriptView(longer);
  const { current, goTo } = view;
  const entries = useMemo(() => pairs.map(({ place }) => ({ first: place, last: place })), [pairs]);
  useWalk({ outline: longer, shape, entries, current, goTo });
  const other = (place: number) => differs(pairs[place]!, 'answer');
  const toNext = (by: 1 | -1) => {
    const next = nextPlace(pairs.length, current, by, other);
    if (next !== undefined) goTo(next);
  };
  useAction('next-difference', () => toNext(1));
  useAction('previous-difference', () => toNext(-1));
  const pair = pairs[current];
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <VisuallyHidden component="h2">
          {left.label} and {right.label}
        </VisuallyHidden>
        <p className={clsx(classes.summary, compareClasses.whole)}>{summaryOf(pairs, word)}</p>
        <Group gap={6}>
          <Divergence label="First other code" place={firstDivergence(pairs, 'code')} onGo={goTo} />
          <Divergence label="First other answer" place={firstDivergence(pairs, 'answer')} onGo={goTo} />
          <Step
            label="Previous difference"
            keys="Shift D"
            onGo={() => toNext(-1)}
            icon={<IconArrowNarrowUp size={16} />}
          />
          <Step label="Next difference" keys="D" onGo={() => toNext(1)} icon={<IconArrowNarrowDown size={16} />} />
          <CompareSelect
            database={database}
            outline={left}
            chosen={right}
            onChoose={(episode) => setPlaceQuery({ with: episode }, { push: true })}
          />
          <Tooltip label="Read this one alone">
            <ActionIcon
              component="a"
              href={addressOf({ at: 'episode', database, episode: left.episode }, { step: String(current + 1) })}
              aria-label="Read this one alone"
            >
              <IconX size={16} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </header>
      <Split
        name="transcript.compare"
        axis="x"
        initial={300}
        least={[420, 200]}
        label="Width of the differences of states"
      >
        <PairList {...{ database, left, right, pairs, shape, current, word }} onPick={goTo} />
        {shape.state &&
          (pair?.left?.hasState && pair.right?.hasState ? (
            <StateDifference
              database={database}
              step={{ episode: right.episode, key: pair.right.key }}
              before={{ episode: left.episode, key: pair.left.key }}
              title={`States after ${word} ${current + 1}: ${left.label} → ${right.label}`}
            />
          ) : (
            <Empty title={`Not both left a state at ${word} ${current + 1}`} />
          ))}
      </Split>
    </div>
  );
}

function summaryOf(pairs: ReturnType<typeof pairsOf>, word: string): string {
  const other = pairs.filter(({ sameCode }) => !sameCode).length;
  const answered = pairs.filter(({ sameCode, sameAnswer }) => sameCode && !sameAnswer).length;
  const total = `${formatCount(pairs.length)} ${plural(word)}`;
  if (other + answered === 0) return `${total}, all alike`;
  return `${total}: ${formatCount(other)} with other code, ${formatCount(answered)} answered otherwise`;
}

interface DivergenceProps {
  readonly label: string;
  readonly place: number;
  onGo(place: number): void;
}

function Divergence({ label, place, onGo }: DivergenceProps): ReactNode {
  return (
    <Button variant="default" size="compact-sm" disabled={place < 0} onClick={() => onGo(place)}>
      {label}
      {place >= 0 && ` · ${place + 1}`}
    </Button>
  );
}

interface StepProps {
  readonly label: string;
  readonly keys: string;
  readonly icon: ReactNode;
  onGo(): void;
}

function Step({ label, keys, icon, onGo }: StepProps): ReactNode {
  return (
    <Tooltip label={`${label}  ${keys}`}>
      <ActionIcon aria-label={label} onClick={onGo}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
