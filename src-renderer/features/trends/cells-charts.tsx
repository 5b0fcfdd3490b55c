import { type ReactNode, useMemo } from 'react';
import { MOST_BARS, SCATTER_CELLS, SCATTER_POINTS } from '#shared/chart/cells-answer.ts';
import type { Measure } from '#shared/model/experiment.ts';
import { Empty } from '../../ui/empty.tsx';
import { TrendGroup, type TrendGroupProps } from './trend-group.tsx';
import { type Asked, extentOf, requestOf, useCells, useTrends } from './use-trends.ts';

type Shared = Omit<TrendGroupProps, 'group' | 'asked' | 'request' | 'range' | 'extent' | 'cells'>;

interface CellsChartsProps extends Shared {
  /** Those that are drawn. */
  readonly chosen: readonly Measure[];
}

/** A histogram of each measure, or a scatter of each against another. */
export function CellsCharts(props: CellsChartsProps): ReactNode {
  // What is 0 or less would have to be counted for a logarithmic axis.
  const view = useMemo(() => ({ ...props.view, y: 'linear' as const }), [props.view]);
  return view.kind === 'histogram' ? <Histograms {...props} view={view} /> : <Scatters {...props} view={view} />;
}

function Histograms(props: CellsChartsProps): ReactNode {
  const { database, view, chosen } = props;
  const { sessions, episodes } = requestOf(view, 1);
  const asked = useCells(database, chosen, { sessions, episodes, most: [...MOST_BARS], whole: view.whole });
  return chosen.map((measure) => <One key={measure.id} {...props} measure={measure} asked={asked} cells="bars" />);
}

function Scatters(props: CellsChartsProps): ReactNode {
  const { database, view, chosen } = props;
  const { against } = view;
  const drawn = useMemo(() => chosen.filter(({ id }) => id !== against), [chosen, against]);
  const { sessions, episodes } = requestOf(view, 1);
  const points = useTrends(database, drawn, { sessions, episodes, split: 'mean', against, points: SCATTER_POINTS });
  const isReduced = points.some(({ data }) => data?.series.some(({ method }) => method === 'mean+m4'));
  const cells = useCells(
    database,
    drawn,
    isReduced ? { sessions, episodes, against, most: [...SCATTER_CELLS], whole: true } : undefined,
  );
  if (drawn.length === 0) {
    return <Empty title="A measure against itself is a straight line" text="Choose another measure, or another x" />;
  }
  const asked = isReduced ? cells : points;
  return drawn.map((measure) => <One key={measure.id} {...props} measure={measure} asked={asked} cells="points" />);
}

type OneProps = Shared & {
  readonly measure: Measure;
  readonly asked: readonly Asked[];
  readonly cells: 'points' | 'bars';
};

function One({ measure, asked, ...props }: OneProps): ReactNode {
  const own = useMemo(() => asked.filter((each) => each.measure.id === measure.id), [asked, measure]);
  const group = useMemo(() => {
    const { id, title, unit } = measure;
    return { id: unit === null ? `measure ${id}` : `unit ${unit}`, title, unit, measures: [measure] };
  }, [measure]);
  const [first, last] = extentOf(own.map(({ data }) => data));
  const margin = (last - first) * 0.02;
  const extent = useMemo(() => [first - margin, last + margin] as const, [first, last, margin]);
  const request = useMemo(() => requestOf(props.view, SCATTER_POINTS), [props.view]);
  return <TrendGroup {...props} group={group} asked={own} request={request} range={undefined} extent={extent} />;
}
