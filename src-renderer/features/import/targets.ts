import type { Recent } from '#shared/model/app-event.ts';
import type { DatabaseInfo } from '#shared/model/database.ts';
import type { ImportTarget } from '#shared/model/import.ts';
import type { ProfileInfo } from '#shared/model/profile.ts';
import { isTarget, useDatabases, useRecents } from '../../client/app-state.ts';
import { readSetting, saveSetting } from '../../client/settings.ts';
import { pathName } from '../../format/path.ts';
import { useProfiles } from '../profiles/use-profiles.ts';

/** Something that files can be imported into, as a list shows it. */
export interface TargetChoice {
  readonly into: ImportTarget;
  readonly label: string;
  readonly group: 'Open' | 'Postgres' | 'Recent' | 'New';
}

const dataFile = /\.(parquet|csv|tsv|txt|jsonl?|ndjson|gz|zst|arrow|feather|xlsx)$/i;

/** Whether a database can be written to at all: data files opened in place are views over these files. */
export function canTake({ source }: Pick<DatabaseInfo, 'source'>): boolean {
  return source.kind === 'postgres' || (source.kind === 'file' && !dataFile.test(source.path));
}

/** Databases that are open and can take files, the one shown first. */
export function openTargets(databases: readonly DatabaseInfo[], shown: string | undefined): readonly DatabaseInfo[] {
  const open = databases.filter((database) => database.state === 'open' && canTake(database));
  return open.toSorted((a, b) => Number(b.id === shown) - Number(a.id === shown));
}

export function useTargets(): readonly TargetChoice[] {
  const databases = useDatabases() ?? [];
  const recents = useRecents() ?? [];
  const profiles = useProfiles().data ?? [];
  return targetsOf(databases, profiles, recents);
}

export function targetsOf(
  databases: readonly DatabaseInfo[],
  profiles: readonly ProfileInfo[],
  recents: readonly Recent[],
): readonly TargetChoice[] {
  const open = openTargets(databases, undefined);
  const isOpen = (into: ImportTarget) => open.some((database) => isTarget(database, into));
  const choices: TargetChoice[] = open.map(({ id, label }) => ({
    into: { kind: 'database', database: id },
    label,
    group: 'Open',
  }));
  for (const { id, name } of profiles) {
    const into: ImportTarget = { kind: 'postgres', profile: id };
    if (!isOpen(into)) choices.push({ into, label: name, group: 'Postgres' });
  }
  for (const { database } of recents) {
    if (database.source.kind !== 'file' || !canTake(database)) continue;
    const into: ImportTarget = { kind: 'file', path: database.source.path };
    if (!isOpen(into)) choices.push({ into, label: database.label, group: 'Recent' });
  }
  return choices;
}

/** What people call a target. */
export function targetLabel(into: ImportTarget, choices: readonly TargetChoice[]): string {
  const known = choices.find((choice) => sameTarget(choice.into, into));
  if (known !== undefined) return known.label;
  return into.kind === 'file' ? pathName(into.path) : into.kind === 'postgres' ? into.profile : into.database;
}

export function sameTarget(one: ImportTarget, other: ImportTarget): boolean {
  return targetKey(one) === targetKey(other);
}

export function targetKey(into: ImportTarget): string {
  if (into.kind === 'file') return `file ${into.path}`;
  return into.kind === 'postgres' ? `postgres ${into.profile}` : `database ${into.database}`;
}

const setting = 'import.target';

export function rememberTarget(into: ImportTarget): void {
  saveSetting(setting, into);
}

/** What was imported into last, where it can still be chosen; else the first database that is open. */
export function firstTarget(choices: readonly TargetChoice[]): ImportTarget | undefined {
  const last = readSetting<ImportTarget | undefined>(setting, undefined);
  const again = last === undefined ? undefined : choices.find(({ into }) => sameTarget(into, last));
  return again?.into ?? choices.find(({ group }) => group === 'Open')?.into;
}
