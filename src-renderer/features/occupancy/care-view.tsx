import { NumberInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { CareRequest, PartCare, StatesOverview } from '#shared/model/states.ts';
import type { Range } from '../../client/query-words.ts';
import { formatCount } from '../../format/number.ts';
import { formatDuration } from '../../format/time.ts';
import { plural } from '../../format/words.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import classes from './figures.module.css';
import { NumbersTable } from './numbers-table.tsx';
import { useCare } from './use-states.ts';
import { momentText } from './zoned.ts';

interface CareViewProps {
  readonly database: string;
  readonly overview: StatesOverview;
  readonly range: Range;
  onRange(range: Range): void;
}

const usual: CareRequest = { gap: 300, within: 5, below: 0.5 };

/** Gaps, doubles, doubts, sensors that fell silent, and rooms that begin at once. */
export function CareView({ database, overview, range, onRange }: CareViewProps): ReactNode {
  const [limits, setLimits] = useState(usual);
  const asked = useCare(database, range, limits);
  const field = (key: keyof CareRequest, label: string, max?: number) => (
    <NumberInput
      size="xs"
      label={label}
      min={0}
      {...(max === undefined ? {} : { max })}
      step={max === undefined ? 1 : 0.1}
      value={limits[key]}
      onChange={(value) => typeof value === 'number' && setLimits({ ...limits, [key]: value })}
    />
  );
  return (
    <div>
      <div className={classes.fields}>
        {field('gap', 'Gaps longer than (s)')}
        {overview.confidence && field('below', 'Confidence below', 1)}
        {field('within', `Two ${plural(overview.words.session)} within (s)`)}
      </div>
      {asked.failure && <FailureView failure={asked.failure} again={asked.again} />}
      {!asked.failure && asked.data === undefined && <Waiting skeleton />}
      {asked.data && (
        <div className={classes.figures} data-stale={asked.asking}>
          <Parts parts={asked.data.parts} overview={overview} onRange={onRange} />
          <figure className={classes.figure}>
            <figcaption>
              {overview.words.on} in two {plural(overview.words.session)} within {limits.within} s
            </figcaption>
            {asked.data.pairs.length === 0 && <p className={classes.told}>None</p>}
            <ul className={classes.pairs}>
              {asked.data.pairs.map(({ one, other, count, first }) => (
                <li key={`${one} ${other}`}>
                  {one} and {other}: {formatCount(count)} ×, first{' '}
                  <button type="button" className={classes.link} onClick={() => onRange([first - 60, first + 60])}>
                    {momentText(first, overview.timeZone)}
                  </button>
                </li>
              ))}
            </ul>
          </figure>
        </div>
      )}
    </div>
  );
}

interface PartsProps {
  readonly parts: readonly PartCare[];
  readonly overview: StatesOverview;
  onRange(range: Range): void;
}

function Parts({ parts, overview, onRange }: PartsProps): ReactNode {
  const titles = [
    'Of',
    'Rows',
    'Gaps',
    'Longest gap',
    'In gaps',
    'Doubles',
    ...(overview.confidence ? ['Unsure'] : []),
    'At the end',
  ];
  return (
    <figure className={classes.figure} data-wide="true">
      <figcaption>By {overview.words.part ?? overview.words.session}</figcaption>
      <div className={classes.scroll}>
        <NumbersTable titles={titles}>
          {parts.map((part) => (
            <tr key={part.part}>
              <th scope="row">{part.label === null ? part.session : `${part.session} · ${part.label}`}</th>
              <td>{formatCount(part.rows)}</td>
              <td>{formatCount(part.gaps)}</td>
              <td>
                {part.longest !== null && (
                  <button
                    type="button"
                    className={classes.link}
                    onClick={() => onRange(around(part.longest ?? [0, 1]))}
                  >
                    {formatDuration((part.longest[1] - part.longest[0]) * 1000)}
                  </button>
                )}
              </td>
              <td>{formatDuration(part.gapSeconds * 1000)}</td>
              <td>
                {formatCount(part.duplicates)}
                {part.contradictions > 0 && `, ${formatCount(part.contradictions)} contradict`}
              </td>
              {overview.confidence && <td>{formatCount(part.unsure)}</td>}
              <td>{endOf(part, overview)}</td>
            </tr>
          ))}
        </NumbersTable>
      </div>
    </figure>
  );
}

const around = ([since, until]: Range): Range => {
  const margin = (until - since) * 0.1 + 10;
  return [since - margin, until + margin];
};

const DAY = 86_400;

/** What a part said last, and whether it seems dead. */
function endOf({ silent, last, changes, rows }: PartCare, { hold, words }: StatesOverview): string {
  if (silent === null) return 'no row yet';
  const state = last === null ? 'nothing' : [words.off, words.on, 'unknown'][last];
  const dead = silent > (hold ?? DAY);
  const stuck = !dead && rows > 1 && changes === 0;
  return `${state}${dead ? ', silent' : ''} for ${formatDuration(silent * 1000)}${stuck ? ', never changed' : ''}`;
}
