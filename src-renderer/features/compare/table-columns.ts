import type { Against, CompareRow } from '#shared/compare/rows.ts';
import { type Cell, floatCell } from '#shared/model/cell.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import { confidenceText } from '#shared/statistics/band-words.ts';
import type { Interval } from '#shared/statistics/interval.ts';
import { roundNumber } from '../../format/number.ts';

type Kind = AnswerColumn['kind'];

interface Column {
  readonly name: string;
  readonly title: string;
  readonly kind: Kind;
  cell(row: CompareRow): Cell;
}

const number = (name: string, title: string, value: (row: CompareRow) => number): Column => ({
  ...{ name, title, kind: 'float' as Kind },
  cell: (row) => known(value(row)),
});

const beside = (name: string, title: string, value: (against: Against) => number): Column => ({
  ...{ name, title, kind: 'float' as Kind },
  cell: ({ against }) => (against === null ? null : known(value(against))),
});

/** So many digits say all there is in a statistic; what cannot be said is nothing rather than NaN. */
const known = (value: number): Cell => (Number.isNaN(value) ? null : floatCell(Number(value.toPrecision(7))));

const between = (name: string, title: string, value: (against: Against) => Interval): Column => ({
  ...{ name, title, kind: 'text' as Kind },
  cell: ({ against }) => {
    const [low = Number.NaN, high = Number.NaN] = against === null ? [] : value(against);
    return Number.isNaN(low + high) ? null : `${minus(roundNumber(low))} … ${minus(roundNumber(high))}`;
  },
});

export const minus = (text: string): string => text.replaceAll('-', '−');

const testNames = {
  welch: 'Welch’s t',
  'mann-whitney': 'Mann–Whitney',
  paired: 'paired t',
  wilcoxon: 'Wilcoxon',
} as const;

/** The columns of a comparison, what tells most first. */
export function tableColumns(measures: number, confidence: number): readonly Column[] {
  const share = confidenceText(confidence);
  return [
    { name: 'group', title: 'group', kind: 'text', cell: ({ group }) => group.label },
    ...(measures > 1
      ? [{ name: 'measure', title: 'measure', kind: 'text' as Kind, cell: ({ measure }: CompareRow) => measure.title }]
      : []),
    { name: 'n', title: 'n', kind: 'integer', cell: ({ n }) => n },
    number('mean', 'mean', (row) => row.mean),
    beside('delta', 'Δ mean', ({ delta }) => delta),
    between('interval', `${share} of Δ`, ({ interval }) => interval),
    beside('d', 'Cohen’s d', ({ d }) => d),
    beside('corrected', 'p corrected', ({ corrected }) => corrected),
    { name: 'test', title: 'test', kind: 'text', cell: ({ against }) => (against === null ? null : testText(against)) },
    beside('statistic', 'statistic', ({ result }) => result.statistic),
    beside('p', 'p', ({ result }) => result.p),
    between('d_interval', `${share} of d`, ({ dInterval }) => dInterval),
    beside('relative', 'Δ %', ({ relative }) => relative * 100),
    beside('above', 'P(above)', ({ above }) => above),
    number('median', 'median', (row) => row.median),
    number('iqm', 'IQM', (row) => row.iqm),
    number('deviation', 'sd', (row) => row.deviation),
    { name: 'missing', title: 'no value', kind: 'integer', cell: ({ missing }) => missing },
  ];
}

function testText({ test, pairs, alone, result }: Against): string | null {
  if (pairs === null && (test === 'paired' || test === 'wilcoxon')) return 'no pairs';
  if (Number.isNaN(result.p)) return null;
  const parts = [
    testNames[test],
    ...(result.exact === true ? ['exact'] : []),
    ...(pairs === null ? [] : [`${pairs} pairs`]),
    ...(alone > 0 ? [`${alone} without a partner`] : []),
  ];
  return parts.join(', ');
}
