import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { stackExtent, stacksAcross } from '#shared/chart/describe-stack.ts';
import { partsOf, type Stacked, stackRequest, stacksOf, wholesOf } from '#shared/chart/read-stack.ts';
import type { Stack } from '#shared/chart/stack.ts';
import type { Measure } from '#shared/model/experiment.ts';
import type { ErrorData } from '#shared/model/failure.ts';
import { failureOf } from '../../client/failure.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { useSameList } from '../../ui/use-same-list.ts';
import { Waiting } from '../../ui/waiting.tsx';
import { Badge } from '../series/badge.tsx';
import { StackChart, stackAnswer, stackSmoothing } from './stack-chart.tsx';
import { StackLegend } from './stack-legend.tsx';
import { legendLines, shownStack, stackGroup } from './stack-lines.ts';
import stackedClasses from './stacked.module.css';
import { MOST_CHARTS, type TrendGroupProps } from './trend-group.tsx';
import classes from './trends.module.css';
import { type ChartMark, useMarks } from './use-marks.ts';
import { type Asked, requestOf, useTrends } from './use-trends.ts';

type Shared = Omit<TrendGroupProps, 'group' | 'asked' | 'request' | 'range' | 'extent' | 'cells' | 'facts'>;

interface StackedChartsProps extends Shared {
  /** Those that can be drawn, and of them those that are chosen. */
  readonly measures: readonly Measure[];
  readonly chosen: readonly Measure[];
  /** Width of a chart in device pixels. */
  readonly columns: number;
}

/** Sums with their parts, those that are chosen or have a part that is: a chart for each session or episode. */
export function StackedCharts(props: StackedChartsProps): ReactNode {
  const { measures, chosen } = props;
  const wholes = useMemo(() => wholesOf(measures, chosen), [measures, chosen]);
  if (wholes.length > 0) return wholes.map((whole) => <StackedMeasure key={whole.id} {...props} whole={whole} />);
  const sums = wholesOf(measures, measures).map(({ title }) => title);
  if (sums.length === 0) return <Empty title="No measure here is made of others" text="Draw them as lines instead" />;
  return <Empty title="Nothing that is chosen has parts" text={`Choose ${sums.join(', ')}, or one of its parts`} />;
}

function StackedMeasure({ whole, ...props }: StackedChartsProps & { readonly whole: Measure }): ReactNode {
  const { database, view, measures } = props;
  const scheme = useComputedColorScheme('light');
  const parts = useMemo(() => partsOf(measures, whole.id), [measures, whole]);
  const all = useMemo(() => [whole, ...parts], [whole, parts]);
  const asked = useTrends(
    database,
    all,
    useMemo(() => stackRequest(requestOf(view, 1)), [view]),
  );
  const { stacked, failure } = useStacks(asked);
  const known = asked.find((each) => each.failure !== undefined && !each.asking)?.failure ?? failure;
  const { hidden, range } = view;
  const shown = useMemo(
    () => stacked?.stacks.map((stack) => ({ all: stack, shown: shownStack(stack, hidden) })).slice(0, MOST_CHARTS),
    [stacked, hidden],
  );
  const group = stackGroup(whole);
  const axis = props.overSteps ? view.x : 'order';
  const { marks, ...kept } = useMarks(database, { group, axis });
  const box = view.box.find((each) => each.group === group);
  const y = useMemo(
    () =>
      box
        ? ([box.low, box.high] as const)
        : stackRange(
            (shown ?? []).map((each) => each.shown),
            marks,
          ),
    [shown, box, marks],
  );
  const extent = useMemo(() => {
    const { from, to } = stacksAcross(stacked?.stacks ?? []);
    return range ?? ([from, to] as const);
  }, [stacked, range]);
  if (known) return <FailureView failure={known} again={() => asked.forEach(({ again }) => void again())} />;
  if (stacked === undefined || shown === undefined) return <Waiting />;
  const several = stacked.stacks.length > 1;
  const draw = ({ all: stack, shown: drawn }: (typeof shown)[number]) => (
    <StackChart
      key={stack.id}
      {...props}
      {...{ whole, stack, drawn, y, extent, asked, marks, kept }}
      legendHere={!several}
      x={stacked.x}
      title={several ? stack.label : `${whole.title} and its parts`}
    />
  );
  if (!several) return shown.map(draw);
  const legend = legendLines(stacked.stacks[0]!, scheme);
  const left = stacked.stacks.length - shown.length;
  return (
    <section className={classes.multiples} aria-label={`${whole.title} and its parts`}>
      <h2 className={classes.groupTitle}>
        {`${whole.title} and its parts`}
        {left > 0 && ` — ${stacked.stacks.length} of them, the first ${MOST_CHARTS} are drawn`}
      </h2>
      <div className={classes.chartHead}>
        <StackLegend
          lines={legend}
          parts={parts.length}
          hidden={hidden}
          smoothing={stackSmoothing(view, stacked.x, props.per)}
          onToggle={props.onToggle}
        />
      </div>
      <div className={stackedClasses.grid}>{shown.map(draw)}</div>
      <div className={classes.foot}>
        {asked[0]?.data && <Badge answer={stackAnswer(asked[0].data, asked)} per={props.per[0]} />}
      </div>
    </section>
  );
}

/** What stacks show of y, with the lines and notes that were put there. */
function stackRange(stacks: readonly Stack[], marks: readonly ChartMark[]): readonly [low: number, high: number] {
  const [low, high] = stackExtent(stacks);
  const own = marks.flatMap(({ y }) => (y === null ? [] : [y]));
  return [Math.min(low, ...own), Math.max(high, ...own)];
}

/** Once all answers are there. */
function useStacks(asked: readonly Asked[]): { readonly stacked?: Stacked; readonly failure?: ErrorData } {
  const answers = useSameList(asked.map(({ data }) => data));
  return useMemo(() => {
    const [whole, ...parts] = answers;
    const there = parts.filter((part) => part !== undefined);
    if (whole === undefined || there.length < parts.length) return {};
    try {
      return { stacked: stacksOf(whole, there) };
    } catch (thrown) {
      return { failure: failureOf(thrown) };
    }
  }, [answers]);
}
