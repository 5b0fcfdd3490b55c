import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { CoverageEpisode, CoverageMatrix, CoverageOverview } from '#shared/model/coverage.ts';
import { addressOf } from '../../client/place.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { Empty } from '../../ui/empty.tsx';
import classes from './coverage.module.css';
import { spansOf } from './spans.ts';

interface MatrixProps {
  readonly database: string;
  readonly overview: CoverageOverview;
  readonly matrix: CoverageMatrix;
  readonly stale: boolean;
}

/** Sessions down, what episodes are of across; each episode leads to itself, and what there is none of is hatched. */
export function Matrix({ database, overview, matrix, stale }: MatrixProps): ReactNode {
  const { words } = overview;
  const { columns, rows } = matrix;
  if (columns.length === 0) {
    return <Empty title={`None of the ${words.session[1]} here has a ${words.episode[0]}`} />;
  }
  return (
    <div data-stale={stale} className={classes.stale}>
      <Legend overview={overview} matrix={matrix} />
      <table className={classes.matrix} aria-label={`${overview.title} by ${words.session[0]}`}>
        <Head overview={overview} columns={columns} />
        <tbody>
          {rows.map(({ id, label, cells }) => (
            <tr key={id}>
              <th scope="row">
                <a href={addressOf({ at: 'session', database, session: id })}>{label}</a>
              </th>
              {cells.map((episodes, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is named by its column
                <td key={at} data-gap={episodes.length === 0} data-starts={startsOuter(columns, at)}>
                  {episodes.length === 0 && <span className={classes.unseen}>none</span>}
                  {episodes.map((episode) => (
                    <EpisodeLink key={episode.id} {...{ database, overview, episode }} />
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Columns = CoverageMatrix['columns'];

/** One line of heads per thing that columns are of; neighbours that are alike share one. */
function Head({ overview, columns }: { readonly overview: CoverageOverview; readonly columns: Columns }): ReactNode {
  return (
    <thead>
      {overview.columns.map((title, level) => (
        <tr key={title}>
          <th scope="row">{title}</th>
          {spansOf(columns, level).map(({ at, length, value }) => (
            <th
              key={at}
              scope={level + 1 === overview.columns.length ? 'col' : 'colgroup'}
              colSpan={length}
              data-starts={startsOuter(columns, at)}
            >
              {value ?? <span className={classes.unknown}>–</span>}
            </th>
          ))}
        </tr>
      ))}
    </thead>
  );
}

function startsOuter(columns: Columns, at: number): boolean {
  return at === 0 || columns[at]?.[0] !== columns[at - 1]?.[0];
}

const signs = { done: '✓', open: '○', failed: '✗', unknown: '?' } as const;

interface EpisodeLinkProps {
  readonly database: string;
  readonly overview: CoverageOverview;
  readonly episode: CoverageEpisode;
}

function EpisodeLink({ database, overview, episode }: EpisodeLinkProps): ReactNode {
  const { id, state, faults, steps } = episode;
  const told = toldOf(overview, episode);
  return (
    <a
      className={classes.episode}
      data-kind={state.kind}
      href={addressOf({ at: 'episode', database, episode: id })}
      title={told}
    >
      <span className={classes.unseen}>{told}</span>
      <span aria-hidden="true">
        <span className={classes.sign}>{signs[state.kind]}</span> {formatCount(steps)}
        {faults.length > 0 && (
          <span className={classes.fault}>{faults.map((at) => letterOf(overview, at)).join('')}</span>
        )}
      </span>
    </a>
  );
}

/** `left walk · pass 1, slow: processed, audio failed, 1 synchronisation, 3 movement cycles`. */
function toldOf({ words, faults }: CoverageOverview, episode: CoverageEpisode): string {
  const counted = words.records.map((word, at) => countOf(episode.records[at] ?? 0, word));
  const steps = words.step === null ? [] : [countOf(episode.steps, words.step)];
  const wrong = episode.faults.map((at) => (faults[at] ?? '').toLowerCase());
  return `${episode.label}: ${[episode.state.word, ...wrong, ...counted, ...steps].join(', ')}`;
}

/** A fault as one letter: its first, which the legend explains. */
function letterOf({ faults }: CoverageOverview, at: number): string {
  return (faults[at] ?? '').charAt(0).toUpperCase();
}

function Legend({
  overview,
  matrix,
}: {
  readonly overview: CoverageOverview;
  readonly matrix: CoverageMatrix;
}): ReactNode {
  const episodes = matrix.rows.flatMap(({ cells }) => cells.flat());
  const states = [...new Map(episodes.map(({ state }) => [state.word, state])).values()];
  const found = new Set(episodes.flatMap(({ faults }) => faults));
  return (
    <ul className={clsx(classes.legend, classes.still)} aria-label="Legend">
      {states.map(({ kind, word }) => (
        <li key={word}>
          <span className={classes.episode} data-kind={kind}>
            {signs[kind]}
          </span>
          {word}
        </li>
      ))}
      {[...found].sort().map((at) => (
        <li key={at}>
          <span className={classes.fault}>{letterOf(overview, at)}</span>
          {overview.faults[at]?.toLowerCase()}
        </li>
      ))}
      <li>
        <span className={classes.gap} />
        no {overview.words.episode[0]}
      </li>
      {overview.words.step !== null && <li>Numbers count {overview.words.step[1]}</li>}
    </ul>
  );
}
