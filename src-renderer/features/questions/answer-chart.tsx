import { Tooltip, useComputedColorScheme } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { ChartRequest } from '#shared/chart/request.ts';
import type { QuestionChartAnswer } from '#shared/model/question.ts';
import { orpc } from '../../client/client.ts';
import { answerOf } from '../../client/queries.ts';
import { roundNumber } from '../../format/number.ts';
import { copyToClipboard } from '../../ui/copy-text.ts';
import type { GridView } from '../../ui/data-grid/row-source.ts';
import { useElementSize } from '../../ui/data-grid/use-element-size.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { ChartExport } from '../export/chart-export.tsx';
import { answerChart } from '../export/chart-of.ts';
import chartClasses from '../series/chart.module.css';
import { SeriesChart } from '../series/chart.tsx';
import type { ChartLine } from '../series/chart-line.ts';
import { dateText } from '../series/dates.ts';
import { Swatch } from '../series/legend.tsx';
import type { Marks } from '../series/marks.tsx';
import { unitText } from '../series/unit.ts';
import type { AnswerProps } from './answer.tsx';
import classes from './answer-chart.module.css';
import { badgeOf, drawnLines, placeNames, pointsAsTsv, xRange } from './chart-view.ts';
import { type Pointed, PointedOverlay } from './pointed-overlay.tsx';

interface AnswerChartProps extends AnswerProps {
  /** The chart is of the rows that pass its search and conditions. */
  readonly view: GridView;
}

/** Sizes are rounded up to so many pixels, so that a window that is dragged does not ask anew all the time. */
const COARSE = 200;

/** The whole answer as a chart. */
export function AnswerChart({ database, question, values, view }: AnswerChartProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const size = useElementSize(frame);
  const pixels = (css: number) => Math.max(COARSE, Math.ceil((css * window.devicePixelRatio) / COARSE) * COARSE);
  const { conditions, search } = view;
  const request = { conditions: [...conditions], search, width: pixels(size.width), height: pixels(size.height) };
  const query = useQuery({
    ...orpc.questions.chart.queryOptions({ input: { database, question: question.id, values, request } }),
    enabled: size.width > 0,
    placeholderData: keepPreviousData,
  });
  const asked = answerOf(query);
  const drawable = asked.data?.series.some(({ points }) => points.length > 0);
  return (
    <section ref={frame} className={classes.frame} aria-label="Chart of the answer">
      {asked.failure !== undefined && !asked.asking && <FailureView failure={asked.failure} again={asked.again} />}
      {asked.failure === undefined && asked.data !== undefined && (
        <Drawn
          answer={asked.data}
          label={question.title}
          width={size.width}
          stale={query.isPlaceholderData}
          chart={answerChart(database, question, values, view)}
        />
      )}
      {asked.data !== undefined && drawable === false && (
        <p className={chartClasses.message}>Nothing in the answer is a finite number that could be drawn</p>
      )}
      {asked.asking && (
        <div className={classes.busy}>
          <Waiting />
        </div>
      )}
    </section>
  );
}

interface DrawnProps {
  readonly answer: QuestionChartAnswer;
  readonly label: string;
  readonly width: number;
  readonly stale: boolean;
  /** How a file asks for it. */
  readonly chart: ChartRequest;
}

const marksOf: Readonly<Record<QuestionChartAnswer['kind'], Marks>> = { line: 'line', bar: 'bars', scatter: 'points' };
const scaleOf = { number: 'number', whole: 'whole', time: 'date', category: 'whole' } as const;

function Drawn({ answer, label, width, stale, chart }: DrawnProps): ReactNode {
  const scheme = useComputedColorScheme('light');
  const lines = useMemo(() => drawnLines(answer, scheme, width), [answer, scheme, width]);
  const [from, to] = useMemo(() => xRange(answer), [answer]);
  const [pointed, setPointed] = useState<Pointed>();
  const names = useMemo(() => (answer.x.scale === 'category' ? placeNames(answer) : undefined), [answer]);
  const marks = marksOf[answer.kind];
  const overlay = useMemo(
    () => <PointedOverlay lines={lines} marks={marks} from={from} to={to} onPoint={setPointed} />,
    [lines, marks, from, to],
  );
  const badge = badgeOf(answer);
  return (
    <>
      <div className={classes.body} data-stale={stale}>
        <SeriesChart
          label={label}
          lines={lines}
          from={from}
          to={to}
          scale={scaleOf[answer.x.scale]}
          names={names}
          marks={marks}
          dots={lines.every(({ points }) => points.length <= FEW)}
          overlay={overlay}
        />
      </div>
      <div className={classes.foot}>
        {pointed === undefined ? <Names lines={lines} answer={answer} /> : <What pointed={pointed} answer={answer} />}
        <span className={classes.badge}>
          <Tooltip label={badge} multiline maw={420}>
            <span className={chartClasses.badgeText}>{badge}</span>
          </Tooltip>
          <ChartExport name={label} chart={chart} />
          <button
            type="button"
            className={chartClasses.link}
            onClick={() => copyToClipboard(pointsAsTsv(answer), 'the points')}
          >
            Copy the points
          </button>
        </span>
      </div>
    </>
  );
}

/** Lines with no more points than this have a dot on each. */
const FEW = 60;

interface PartsProps {
  readonly answer: QuestionChartAnswer;
}

function What({ pointed: { line, point }, answer: { x, y } }: PartsProps & { readonly pointed: Pointed }): ReactNode {
  const at =
    x.scale === 'category'
      ? (x.categories[point[0]] ?? '')
      : x.scale === 'time'
        ? dateText(point[0])
        : `${x.title} ${roundNumber(point[0])}${x.unit === null ? '' : ` ${unitText(x.unit)}`}`;
  return (
    <span className={classes.what}>
      <Swatch style={line.style} /> {line.label} · {at} · {roundNumber(point[1])}
      {y.unit !== null && ` ${unitText(y.unit)}`}
    </span>
  );
}

const MOST_NAMES = 8;

function Names({ lines, answer: { x, y } }: PartsProps & { readonly lines: readonly ChartLine[] }): ReactNode {
  const titled = (title: string, unit: string | null) => (unit === null ? title : `${title} (${unitText(unit)})`);
  const over = y.title === '' ? '' : `${titled(y.title, y.unit)} over `;
  return (
    <ul className={classes.names} aria-label="Lines">
      <li className={classes.axes}>{`${over}${titled(x.title, x.unit)}`}</li>
      {lines.length > 1 &&
        lines.slice(0, MOST_NAMES).map((line) => (
          <li key={line.id}>
            <Swatch style={line.style} /> {line.label}
          </li>
        ))}
      {lines.length > MOST_NAMES && <li>and {lines.length - MOST_NAMES} more</li>}
    </ul>
  );
}
