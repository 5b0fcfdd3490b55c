import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import type { ActionsAnswer } from '#shared/model/training.ts';
import type { Answer } from '../../client/queries.ts';
import { formatCount, roundNumber } from '../../format/number.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import type { Crosshair } from '../trends/crosshair.ts';
import { ActionCounts } from './action-counts.tsx';
import { ActionPatterns, actionFill } from './action-fill.tsx';
import { type Places, StripFrame } from './strip-frame.tsx';
import classes from './training.module.css';

interface ActionsViewProps {
  readonly asked: Answer<ActionsAnswer>;
  readonly title: string;
  readonly width: number;
  readonly crosshair: Crosshair;
}

/** Which actions were taken when, a strip per agent, and how often each. */
export function ActionsView({ asked, title, width, crosshair }: ActionsViewProps): ReactNode {
  const { data } = asked;
  return (
    <section aria-label={title}>
      <div className={classes.titleLine}>
        <h2>{title}</h2>
      </div>
      {asked.failure && <FailureView failure={asked.failure} again={asked.again} />}
      {asked.waiting && <Waiting skeleton />}
      {data?.agents.length === 0 && <Empty title="No action was logged here" />}
      {data !== undefined && data.agents.length > 0 && width > 0 && (
        <div data-stale={asked.asking} className={classes.stale}>
          <Strips {...{ actions: data, title, width, crosshair }} />
          <ActionCounts actions={data} />
        </div>
      )}
    </section>
  );
}

interface StripsProps extends Omit<ActionsViewProps, 'asked'> {
  readonly actions: ActionsAnswer;
}

function Strips({ actions: { x, columns, actions, agents }, title, width, crosshair }: StripsProps): ReactNode {
  const scheme = useComputedColorScheme('light');
  const fills = useMemo(() => actions.map((_, at) => actionFill(at, scheme)), [actions, scheme]);
  const several = agents.some(({ cells }) => cells.some((cell) => cell.length > 1));
  const rowHeight = several ? 84 : 30;
  const tell = (row: number, column: number): string => {
    const cell = agents[row]?.cells[column] ?? [];
    const where = `${agents[row]?.agent ?? ''} · ${x.title.toLowerCase()} ${roundNumber(columns.starts[column] ?? 0, 7)}`;
    const sum = cell.reduce((all, [, times]) => all + times, 0);
    const said = cell.map(([action, times]) => {
      const share = sum > 1 ? ` × ${formatCount(times)} (${((100 * times) / sum).toFixed(1)} %)` : '';
      return `${actions[action]?.title ?? ''}${share}`;
    });
    return `${where} · ${cell.length === 0 ? 'nothing was logged' : `action ${said.join(', ')}`}`;
  };
  return (
    <figure className={classes.figure}>
      <ActionPatterns actions={actions.length} scheme={scheme} />
      <StripFrame
        {...{ x, columns, width, crosshair, tell, rowHeight }}
        label={title}
        rows={agents.map(({ agent }) => agent)}
        idle={several ? 'Each column shows the shares of its actions' : 'Each column shows the action of one step'}
        draw={(row, places) => (
          <Strip cells={agents[row]?.cells ?? []} fills={fills} height={rowHeight - 3} places={places} />
        )}
      />
    </figure>
  );
}

interface StripProps {
  readonly cells: ActionsAnswer['agents'][number]['cells'];
  readonly fills: readonly string[];
  readonly height: number;
  readonly places: Places;
}

/** Shares of one column are stacked in the order of the actions, so that none is lost. */
function Strip({ cells, fills, height, places }: StripProps): ReactNode {
  return cells.map((cell, column) => {
    const sum = cell.reduce((all, [, times]) => all + times, 0);
    const { at, wide } = places(column);
    let above = 0;
    return cell.map(([action, times]) => {
      const y = (above / sum) * height;
      above += times;
      return (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is named by its column
          key={`${column} ${action}`}
          x={at}
          y={y}
          width={wide + 0.3}
          height={(times / sum) * height}
          fill={fills[action] ?? 'none'}
        />
      );
    });
  });
}
