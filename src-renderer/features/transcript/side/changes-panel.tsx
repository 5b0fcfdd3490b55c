import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { StateChange, StateChanges } from '#shared/model/step-state.ts';
import { orpc } from '../../../client/client.ts';
import { answerOf } from '../../../client/queries.ts';
import { countOf } from '../../../format/number.ts';
import { Empty } from '../../../ui/empty.tsx';
import { FailureView } from '../../../ui/failure-view.tsx';
import { Waiting } from '../../../ui/waiting.tsx';
import { placeBefore } from '../use-digests.ts';
import classes from './side.module.css';
import type { StepPanelProps } from './side-panels.tsx';

/** What a step changed in the state, against the one before it that left one. */
export function ChangesPanel({ database, outline, word, place }: StepPanelProps): ReactNode {
  const { steps, episode } = outline;
  const before = placeBefore(steps, place);
  if (!steps[place]?.hasState || before === undefined) {
    return <Empty title={`No ${word} before this one left a state to compare with`} />;
  }
  return (
    <StateDifference
      database={database}
      step={{ episode, key: steps[place].key }}
      before={{ episode, key: steps[before]!.key }}
      title={`What ${word} ${place + 1} changed since ${before + 1}`}
    />
  );
}

interface StepOf {
  readonly episode: string;
  readonly key: string;
}

interface DifferenceProps {
  readonly database: string;
  readonly step: StepOf;
  readonly before: StepOf;
  readonly title: string;
}

/** The difference between two states, part by part. */
export function StateDifference({ database, step, before, title }: DifferenceProps): ReactNode {
  const asked = useQuery({
    ...orpc.transcript.changes.queryOptions({ input: { database, ...step, before } }),
    placeholderData: keepPreviousData,
    gcTime: 20_000,
  });
  const answer = answerOf(asked);
  if (answer.failure) return <FailureView failure={answer.failure} again={answer.again} />;
  if (!answer.data) return <Waiting />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region is reached by the keyboard
    <section className={classes.scroll} data-stale={asked.isPlaceholderData} aria-label={title} tabIndex={0}>
      <p className={classes.head}>{title}</p>
      {answer.data.notices.map((notice) => (
        <p key={notice} className={classes.notice}>
          {notice}
        </p>
      ))}
      {answer.data.sections.length === 0 && <Empty title="The states are alike" />}
      {answer.data.sections.map((section) => (
        <Section key={section.id} section={section} />
      ))}
    </section>
  );
}

function Section({ section }: { readonly section: StateChanges['sections'][number] }): ReactNode {
  const { title, changes, leftOut } = section;
  const total = changes.length + leftOut;
  return (
    <section className={classes.changes} aria-label={title}>
      <h3>
        {title} <span className={classes.total}>{countOf(total, ['difference', 'differences'])}</span>
      </h3>
      <ul>
        {changes.map((change) => (
          <Change key={change.path.join('\u0000')} change={change} />
        ))}
      </ul>
      {leftOut > 0 && <p className={classes.notice}>{countOf(leftOut, ['more', 'more'])} are not listed</p>}
    </section>
  );
}

const signs = { added: '+', removed: '−', changed: '~' } as const;

function Change({ change: { kind, path, before, after } }: { readonly change: StateChange }): ReactNode {
  return (
    <li className={clsx(classes.change, classes[kind])}>
      <span className={classes.sign} title={kind}>
        {signs[kind]}
      </span>
      <span className={classes.path}>{path.join(' › ')}</span>
      <span className={classes.values}>
        {before !== null && <del>{before}</del>}
        {before !== null && after !== null && ' → '}
        {after !== null && <ins>{after}</ins>}
      </span>
    </li>
  );
}
