import { type Catalogue, findTable } from '#shared/model/catalogue.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { LensPreview, PreviewPart } from '#shared/model/drawing.ts';
import { asFailure } from '#shared/model/failure.ts';
import type { LensFile } from '#shared/model/lens-file.ts';
import type { Page } from '#shared/model/page.ts';
import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import { bindLens } from '../binding/bind.ts';
import { openLens } from '../open-lens.ts';
import { lacksOf } from './lacks.ts';
import { previewStates } from './states-preview.ts';
import { unreadRows } from './unread.ts';

export interface PreviewRequest {
  readonly lens: LensFile;
  readonly session?: string | undefined;
  readonly episode?: string | undefined;
}

/**
 * First rows through a lens that nobody saved: its sessions, the episodes of one of them, the steps of one of these with
 * what they say, and states as bands. A part that fails says so in its place, and the rest is there all the same.
 */
export async function previewLens(
  connection: Connection,
  catalogue: Catalogue,
  { lens: given, session: wantedSession, episode: wantedEpisode }: PreviewRequest,
  options: QueryOptions = {},
): Promise<LensPreview> {
  const lens: LensFile = { ...given, recognise: [] };
  const missing = lacksOf(lens, catalogue);
  const seen = await openLens(connection, catalogue, lens.id, undefined, [lens]).catch((thrown: unknown) =>
    asFailure(thrown),
  );
  if ('data' in seen) return { ...EMPTY, missing: missing.length > 0 ? missing : [seen.data.message] };
  const sessions = await part(lens.session === undefined ? null : () => seen.sessionsPage(first, options));
  const session = chosen(sessions, wantedSession);
  const episodes = await part(
    lens.episode === undefined
      ? null
      : () =>
          seen.episodesPage(lens.episode?.parent === undefined ? undefined : (session ?? undefined), first, options),
  );
  const episode = chosen(episodes, wantedEpisode);
  const steps = await part(
    lens.steps === undefined || episode === null ? null : () => seen.rows(episode, first, undefined, options),
  );
  const keys = steps.shown?.keys.slice(0, READ) ?? [];
  const isRead = episode !== null && keys.length > 0 && seen.choice().transcript !== undefined;
  const texts = await part(isRead ? () => seen.transcript.texts(episode, keys, options) : null);
  const states = await part(
    lens.states === undefined ? null : () => previewStates(connection, catalogue, lens, options),
  );
  const find = (table: string) => findTable(catalogue, table);
  const bound = bindLens({ connection, find }, catalogue, { lens, variant: null, schema: null, evidence: [] });
  const unread = await unreadRows(bound, options).catch((thrown: unknown) => [
    `what cannot be read could not be counted: ${passing(thrown).message}`,
  ]);
  const measures = await seen.measures(episode === null ? {} : { episode }, options).then(
    (list) => list.map(({ id }) => id),
    (thrown: unknown) => {
      passing(thrown);
      return [];
    },
  );
  return { sessions, episodes, steps, texts, states, session, episode, measures, missing, unread };
}

const first = { conditions: [], search: '', sort: [], limit: 25 };

/** How many steps are read. */
const READ = 4;

const nothing: PreviewPart<never> = { shown: null, failure: null };

const EMPTY: LensPreview = {
  ...{ sessions: nothing, episodes: nothing, steps: nothing, texts: nothing, states: nothing },
  ...{ session: null, episode: null, measures: [], missing: [], unread: [] },
};

async function part<Shown>(ask: (() => Promise<Shown | null>) | null): Promise<PreviewPart<Shown>> {
  if (ask === null) return nothing;
  try {
    return { shown: await ask(), failure: null };
  } catch (thrown) {
    return { shown: null, failure: passing(thrown).data };
  }
}

/** What failed for good; being cancelled ends the whole preview. */
function passing(thrown: unknown) {
  const failure = asFailure(thrown);
  if (failure.code === 'CANCELLED' || failure.code === 'NOT_OPEN' || failure.code === 'CONNECTION_LOST') throw failure;
  return failure;
}

/** The id that was asked for, where it is there, else the first. */
function chosen({ shown }: PreviewPart<Page>, wanted: string | undefined): string | null {
  const ids = (shown?.rows ?? []).map(([id]) => cellToText(id ?? null));
  return wanted !== undefined && ids.includes(wanted) ? wanted : (ids[0] ?? null);
}
