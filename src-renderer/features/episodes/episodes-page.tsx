import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo } from 'react';
import type { LensChoice } from '#shared/model/experiment.ts';
import type { Page } from '#shared/model/page.ts';
import { client, orpc } from '../../client/client.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { knownName } from '../../client/names.ts';
import { type DatabasePlace, type Place, usePlaceQuery } from '../../client/place.ts';
import { useLens } from '../../client/queries.ts';
import { capital, plural } from '../../format/words.ts';
import { type RowSource, viewOf } from '../../ui/data-grid/row-source.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { WithRecords } from '../records/with-records.tsx';
import { FactList, type WholeFact } from '../sessions/fact-list.tsx';
import { LevelList } from '../sessions/level-list.tsx';
import { NoLevels } from '../sessions/sessions-page.tsx';
import { useRollUps } from '../sessions/use-roll-ups.ts';
import { factsOfEpisode, factsOfSession } from '../sessions/whole-fact.ts';
import { SearchPage } from '../transcript/search/search-page.tsx';
import classes from './episodes-page.module.css';
import { Trend } from './trend.tsx';

interface EpisodesPageProps {
  readonly database: string;
  /** The episodes of one session; of all without it. */
  readonly session?: string | undefined;
}

/** The episodes of a session, or of all, with how a measure went over them. */
export function EpisodesPage({ database, session }: EpisodesPageProps): ReactNode {
  const lens = useLens(database);
  const { view } = usePlaceQuery();
  if (lens.failure) return <FailureView failure={lens.failure} again={lens.again} />;
  if (!lens.data) return <Waiting skeleton />;
  const { words, transcript } = lens.data;
  if (words.episode === null) return <NoLevels database={database} />;
  const place: DatabasePlace =
    session === undefined ? { at: 'episodes', database } : { at: 'session', database, session };
  return (
    <WithRecords place={place} level="session" of={session} main={capital(plural(words.episode))}>
      {view === 'search' && transcript !== undefined ? (
        <Searched key={session} database={database} session={session} words={words} word={words.episode} />
      ) : (
        <Episodes key={session} database={database} session={session} words={words} word={words.episode} />
      )}
    </WithRecords>
  );
}

interface EpisodesProps extends EpisodesPageProps {
  readonly words: LensChoice['words'];
  readonly word: string;
}

function Episodes({ database, session, words, word }: EpisodesProps): ReactNode {
  const scope = useMemo(() => ({ database, ...(session !== undefined && { session }) }), [database, session]);
  const above = useSession(database, session);
  useWayHere({ database, session, words, word }, above.label);
  const source = useMemo<RowSource>(
    () => ({
      key: ['episodes', scope],
      page: (request, signal) => client.episodes.page({ ...scope, request }, { signal }),
      count: (request, signal) => client.episodes.count({ ...scope, request }, { signal }),
      out: {
        database,
        name: 'episodes',
        sourceOf: (view) => ({ kind: 'episodes', view: viewOf(view), ...(session !== undefined && { session }) }),
      },
    }),
    [scope, database, session],
  );
  const ask = useCallback(
    (ids: readonly string[], signal: AbortSignal) => client.episodes.rollUps({ database, ids: [...ids] }, { signal }),
    [database],
  );
  const rollUps = useRollUps(ask);
  const placeOf = useCallback((episode: string): Place => ({ at: 'episode', database, episode }), [database]);
  const total = useQuery(orpc.episodes.count.queryOptions({ input: { ...scope, request: {} } }));
  return (
    <div className={classes.page}>
      <Trend database={database} session={session} word={word} />
      <LevelList
        word={word}
        stepWord={words.step}
        remember="episodes"
        source={source}
        rollUps={rollUps}
        hidden={session === undefined ? hiddenOfAll : hiddenOfOne}
        placeOf={placeOf}
        total={total.data}
        wholeOf={useCallback((id: string) => factsOfEpisode(database, id), [database])}
        aside={
          above.page && (
            <SessionFacts label={above.label} page={above.page} whole={factsOfSession(database, session ?? '')} />
          )
        }
      />
    </div>
  );
}

/** What was written in them, searched. */
function Searched(props: EpisodesProps): ReactNode {
  const { database, session } = props;
  useWayHere(props, useSession(database, session).label);
  const shape = useLens(database).data?.transcript;
  return shape && <SearchPage database={database} session={session} shape={shape} />;
}

const hiddenOfAll = ['session'];
const hiddenOfOne = ['session', 'session_label'];

interface AboveSession {
  /** `null` until it is known. */
  readonly label: string | null;
  /** Its facts, where it is there. */
  readonly page: Page | undefined;
}

/** The session these episodes belong to, with its facts. */
function useSession(database: string, session: string | undefined): AboveSession {
  const asked = useQuery({
    ...orpc.sessions.page.queryOptions({
      input: {
        database,
        request: { conditions: [{ column: 'id', op: '=', values: [session ?? ''] }], limit: 1 },
      },
    }),
    enabled: session !== undefined,
  });
  if (session === undefined) return { label: null, page: undefined };
  if (asked.isPending) return { label: knownName({ at: 'session', database, session }), page: undefined };
  const { data } = asked;
  const row = data?.rows[0];
  const label = row?.[data?.columns.findIndex(({ name }) => name === 'label') ?? -1];
  return { label: String(label ?? session), page: row && data };
}

interface SessionFactsProps {
  readonly label: string | null;
  readonly page: Page;
  readonly whole: WholeFact;
}

function SessionFacts({ label, page, whole }: SessionFactsProps): ReactNode {
  const facts = page.columns.flatMap((column, at) =>
    column.name === 'label' ? [] : [{ column, value: page.rows[0]?.[at] ?? null }],
  );
  return (
    <>
      <h2 className={classes.title}>{label}</h2>
      <FactList facts={facts} whole={whole} />
    </>
  );
}

function useWayHere({ database, session, words, word }: EpisodesProps, label: string | null): void {
  const all = { label: capital(plural(word)), place: { at: 'episodes', database } } as const;
  useCrumbs(
    session === undefined
      ? [all]
      : [
          { label: capital(plural(words.session ?? 'session')), place: { at: 'sessions', database } },
          { label, place: { at: 'session', database, session } },
        ],
  );
}
