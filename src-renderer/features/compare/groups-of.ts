import type { GroupsChart } from '#shared/chart/request.ts';
import type { CompareProps } from './compare-page.tsx';

/** What the page shows of a measure, as a file asks for it. */
export function groupsOf(
  { database, view }: Pick<CompareProps, 'database' | 'view'>,
  measure: string,
  draw: GroupsChart['draw'],
): GroupsChart {
  const { level, of, last, steps, sessions, centre, band, confidence, task, smooth } = view;
  return {
    ...{ draw, database, level, measure, of, last, steps, centre, band, confidence, task },
    ...(draw === 'bands' && { smooth }),
    ...(view.by !== undefined && { by: [...view.by] }),
    sessions: [...sessions],
  };
}
