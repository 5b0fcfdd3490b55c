import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useMemo } from 'react';
import { cellToText } from '#shared/model/cell-text.ts';
import type { LensChoice } from '#shared/model/experiment.ts';
import { client, orpc } from '../../client/client.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { askExport } from '../../client/export-asked.ts';
import { leadOn } from '../../client/lead-on.ts';
import { type Place, toPlace } from '../../client/place.ts';
import { useLens } from '../../client/queries.ts';
import { countOf } from '../../format/number.ts';
import { capital, plural } from '../../format/words.ts';
import { cellOf, type RowSource, viewOf } from '../../ui/data-grid/row-source.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { LevelList } from './level-list.tsx';
import { idOf, useRollUps } from './use-roll-ups.ts';
import { useSparklines } from './use-sparklines.tsx';
import { factsOfSession } from './whole-fact.ts';

/** The sessions of a database, as its lens sees them. */
export function SessionsPage({ database }: { readonly database: string }): ReactNode {
  const lens = useLens(database);
  if (lens.failure) return <FailureView failure={lens.failure} again={lens.again} />;
  if (!lens.data) return <Waiting skeleton />;
  const { session, episode } = lens.data.words;
  if (session === null) return episode === null ? <NoLevels database={database} /> : <ToEpisodes database={database} />;
  return <Sessions database={database} words={lens.data.words} word={session} />;
}

interface SessionsProps {
  readonly database: string;
  readonly words: LensChoice['words'];
  readonly word: string;
}

function Sessions({ database, words, word }: SessionsProps): ReactNode {
  useCrumbs([{ label: capital(plural(word)), place: { at: 'sessions', database } }]);
  const source = useMemo<RowSource>(
    () => ({
      key: ['sessions', { database }],
      page: (request, signal) => client.sessions.page({ database, request }, { signal }),
      count: (request, signal) => client.sessions.count({ database, request }, { signal }),
      out: { database, name: 'sessions', sourceOf: (view) => ({ kind: 'sessions', view: viewOf(view) }) },
    }),
    [database],
  );
  const ask = useCallback(
    (ids: readonly string[], signal: AbortSignal) => client.sessions.rollUps({ database, ids: [...ids] }, { signal }),
    [database],
  );
  const rollUps = useRollUps(ask);
  const renderCell = useSparklines(database, rollUps.state);
  const placeOf = useCallback((session: string): Place => ({ at: 'session', database, session }), [database]);
  const total = useQuery(orpc.sessions.count.queryOptions({ input: { database, request: {} } }));
  const episodes = useQuery({
    ...orpc.episodes.count.queryOptions({ input: { database, request: {} } }),
    enabled: words.episode !== null,
  });
  const totals =
    episodes.data === undefined || words.episode === null
      ? []
      : [countOf(episodes.data, [words.episode, plural(words.episode)])];
  return (
    <LevelList
      word={word}
      stepWord={words.step}
      remember="sessions"
      source={source}
      rollUps={rollUps}
      renderCell={renderCell}
      placeOf={placeOf}
      wholeOf={useCallback((id: string) => factsOfSession(database, id), [database])}
      rowItems={(row) => [
        {
          label: `Export this ${word}…`,
          run: () => askExportOfSession(database, idOf(row), cellToText(cellOf(row, 'label') ?? null)),
        },
      ]}
      totals={totals}
      total={total.data}
    />
  );
}

/** The session with its episodes, their steps and its records. */
function askExportOfSession(database: string, session: string, label: string): void {
  askExport({ database, name: label, parts: [{ label: 'Everything', source: { kind: 'session', session } }] });
}

/** A database without sessions begins with its episodes. */
function ToEpisodes({ database }: { readonly database: string }): ReactNode {
  useEffect(() => leadOn({ at: 'sessions', database }, { at: 'episodes', database }), [database]);
  return <Waiting skeleton />;
}

/** Neither sessions nor episodes: only tables. */
export function NoLevels({ database }: { readonly database: string }): ReactNode {
  return (
    <Empty
      title="Starling recognises no sessions or episodes in this database"
      text="Its tables can be browsed all the same, and another lens may be chosen in the status bar"
    >
      <Button onClick={() => toPlace({ at: 'tables', database })}>Show the tables</Button>
    </Empty>
  );
}
