import { type ReactNode, useMemo } from 'react';
import type { Json, StateSection, StepState } from '#shared/model/step-state.ts';
import { capital } from '../../../format/words.ts';
import { Empty } from '../../../ui/empty.tsx';
import { FailureView } from '../../../ui/failure-view.tsx';
import { jsonNode } from '../../../ui/json-tree/json-node.ts';
import { JsonTree } from '../../../ui/json-tree/json-tree.tsx';
import { Waiting } from '../../../ui/waiting.tsx';
import classes from './side.module.css';
import type { StepPanelProps } from './side-panels.tsx';
import { useStepState } from './use-state.ts';

/** The state that a step left: what it comes to, and all of it as a tree. */
export function StatePanel({ database, outline, word, place }: StepPanelProps): ReactNode {
  const state = useStepState(database, outline, place);
  if (state.none) return <Empty title={`${capital(word)} ${place + 1} left no state`} />;
  if (state.failure) return <FailureView failure={state.failure} again={state.again} />;
  if (!state.data) return <Waiting />;
  return (
    <div className={classes.column} data-stale={state.stale}>
      <p className={classes.head}>
        After {word} {place + 1}
      </p>
      {state.data.notices.map((notice) => (
        <p key={notice} className={classes.notice}>
          {notice}
        </p>
      ))}
      <dl className={classes.sections}>
        {state.data.sections.map(({ id, title, summary }) => (
          <div key={id}>
            <dt>{title}</dt>
            <dd>{summary}</dd>
          </div>
        ))}
      </dl>
      <StateTree state={state.data} />
    </div>
  );
}

function StateTree({ state }: { readonly state: StepState }): ReactNode {
  const root = useMemo(() => {
    const parts = state.sections.flatMap(({ title, tree, counts }): [string, Json][] => {
      if (tree !== null) return [[title, tree]];
      return counts.length === 0 ? [] : [[title, countsOf(counts)]];
    });
    return jsonNode(Object.fromEntries(parts));
  }, [state]);
  return <JsonTree root={root} />;
}

const countsOf = (counts: StateSection['counts']): Json =>
  Object.fromEntries(counts.map(({ name, count }) => [name, count]));
