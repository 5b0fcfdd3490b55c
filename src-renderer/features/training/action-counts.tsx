import { useComputedColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ActionsAnswer } from '#shared/model/training.ts';
import { formatCount } from '../../format/number.ts';
import { actionFill } from './action-fill.tsx';
import classes from './training.module.css';

/** How often each action was taken, and for what share of all; of each agent where there are several. */
export function ActionCounts({ actions: { actions, agents } }: { readonly actions: ActionsAnswer }): ReactNode {
  const scheme = useComputedColorScheme('light');
  const sums = agents.map(({ totals }) => totals.reduce((all, times) => all + times, 0));
  const greatest = Math.max(...agents.flatMap(({ totals }, of) => totals.map((times) => times / (sums[of] || 1))), 0);
  return (
    <div className={classes.scroll}>
      <table className={classes.counts} aria-label="Distribution of actions">
        <thead>
          <tr>
            <th scope="col">Action</th>
            {agents.map(({ agent }) => (
              <th key={agent} scope="colgroup" colSpan={2}>
                {agent}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {actions.map(({ action, title }, at) => (
            <tr key={action}>
              <th scope="row">
                <svg width={12} height={12} aria-hidden="true">
                  <rect width={12} height={12} fill={actionFill(at, scheme)} />
                </svg>
                {title}
              </th>
              {agents.map(({ agent, totals }, of) => (
                <Counted key={agent} times={totals[at] ?? 0} sum={sums[of] ?? 0} greatest={greatest} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CountedProps {
  readonly times: number;
  readonly sum: number;
  readonly greatest: number;
}

function Counted({ times, sum, greatest }: CountedProps): ReactNode {
  const share = sum === 0 ? 0 : times / sum;
  return (
    <>
      <td className={classes.number}>{formatCount(times)}</td>
      <td>
        <span className={classes.bar} style={{ width: `${greatest === 0 ? 0 : (80 * share) / greatest}px` }} />
        {(100 * share).toFixed(1)} %
      </td>
    </>
  );
}
