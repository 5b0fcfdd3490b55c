import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Catalogue } from '#shared/model/catalogue.ts';
import type { DatabaseInfo } from '#shared/model/database.ts';
import type { LensChoice } from '#shared/model/experiment.ts';
import { runAction, usePossibleActions } from '../../client/actions.ts';
import { useDatabases, useRecents } from '../../client/app-state.ts';
import { orpc } from '../../client/client.ts';
import { type Place, toPlace, usePlace } from '../../client/place.ts';
import { useProfiles } from '../profiles/use-profiles.ts';
import { partsBeside, recordsLevel } from '../records/use-records.ts';
import { tabsOf } from '../shell/database-tabs.ts';
import { openSource, sourceText } from '../welcome/open.ts';
import { useQuestionItems } from './question-items.ts';
import type { PaletteItem } from './rank.ts';
import { useWorkspaceItems } from './workspace-items.ts';

/** Every action that is possible now and every place, tables of open databases included. */
export function useItems(): readonly PaletteItem[] {
  const actions = usePossibleActions();
  const databases = useDatabases();
  const recents = useRecents();
  const place = usePlace();
  const profiles = useProfiles().data;
  const open = useMemo(() => (databases ?? []).filter(({ state }) => state === 'open'), [databases]);
  const catalogues = useQueries({
    queries: open.map(({ id }) => orpc.tables.catalogue.queryOptions({ input: { database: id } })),
    combine: (results) => results.map(({ data }) => data),
  });
  const lenses = useQueries({
    queries: open.map(({ id }) => orpc.lens.get.queryOptions({ input: { database: id } })),
    combine: (results) => results.map(({ data }) => data),
  });
  const questions = useQuestionItems(open);
  const workspaces = useWorkspaceItems();
  return useMemo(() => {
    const known = new Set((databases ?? []).map(({ id }) => id));
    return [
      ...open.flatMap((database, at) => places(database, lenses[at])),
      ...workspaces,
      ...questions,
      ...open.flatMap((database, at) => recordsOf(database, lenses[at], place)),
      ...(recents ?? [])
        .filter(({ database }) => !known.has(database.id))
        .map(
          ({ database }): PaletteItem => ({
            id: `recent ${database.id}`,
            label: database.label,
            aside: sourceText(database.source),
            group: 'Recent',
            run: () => void openSource(database.source),
          }),
        ),
      ...(profiles ?? []).map(
        (profile): PaletteItem => ({
          id: `profile ${profile.id}`,
          label: profile.name,
          aside: `${profile.database} on ${profile.host}`,
          group: 'Recent',
          run: () => void openSource({ kind: 'postgres', profile: profile.id }),
        }),
      ),
      ...actions
        .filter(({ id }) => id !== 'palette')
        .map(
          ({ id, label, menu, shortcut }): PaletteItem => ({
            id,
            label,
            aside: menu,
            group: 'Actions',
            shortcut,
            run: () => void runAction(id),
          }),
        ),
      ...open.flatMap((database, at) => tablesOf(database, catalogues[at])),
    ];
  }, [actions, databases, recents, profiles, open, catalogues, lenses, questions, workspaces, place]);
}

function places({ id, label }: DatabaseInfo, lens: LensChoice | undefined): readonly PaletteItem[] {
  return tabsOf(id, lens).map(({ title, place }) => ({
    id: `${id} ${title}`,
    label: title,
    aside: label,
    group: 'Places',
    run: () => toPlace(place),
  }));
}

/** The other parts of the session or episode that is shown. */
function recordsOf({ id, label }: DatabaseInfo, lens: LensChoice | undefined, place: Place): readonly PaletteItem[] {
  if (!('database' in place) || place.database !== id) return [];
  const level = recordsLevel(place);
  const parts = level === undefined ? [] : partsBeside(lens, level);
  return parts.map(({ title, query }) => ({
    id: `${id} records ${title}`,
    label: title,
    aside: label,
    group: 'Places',
    run: () => toPlace(place, query),
  }));
}

function tablesOf({ id, label }: DatabaseInfo, catalogue: Catalogue | undefined): readonly PaletteItem[] {
  return (catalogue?.tables ?? []).map(({ schema, name }) => ({
    id: `${id} ${schema} ${name}`,
    label: name,
    aside: `${label} · ${schema}`,
    group: 'Tables',
    run: () => toPlace({ at: 'table', database: id, schema, table: name }),
  }));
}
