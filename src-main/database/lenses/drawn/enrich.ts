import { type Catalogue, findTable } from '#shared/model/catalogue.ts';
import type { ColumnLook, ColumnRole, TableLook } from '#shared/model/drawing.ts';
import type { Lens, Level, Steps } from '#shared/model/lens.ts';
import { lensSchema } from '#shared/model/lens.ts';
import { levelOf, wordFor } from '../generic/levels.ts';
import { foreignKeyOf } from '../generic/roles.ts';

/** Looks at a table by its name; `null` for one that is not there. */
export type LookUp = (table: string, schema: string | undefined) => Promise<TableLook | null>;

/** What a look at the values adds to a lens that was guessed from names: labels, sessions that a key leads to, state, texts. */
export async function enriched(lens: Lens, catalogue: Catalogue, look: LookUp): Promise<Lens> {
  const grown = lens.session === undefined ? withSession(lens, catalogue) : lens;
  const { session, episode, steps } = grown;
  return {
    ...grown,
    ...(session === undefined ? {} : { session: await labelled(session, look) }),
    ...(episode === undefined ? {} : { episode: await labelled(episode, look) }),
    ...(steps === undefined ? {} : { steps: await told(steps, look) }),
  };
}

/** Without a session by name: the one table that a foreign key of the episodes leads to. */
function withSession(lens: Lens, catalogue: Catalogue): Lens {
  const { episode } = lens;
  const table = episode && findTable(catalogue, episode.table, episode.schema);
  if (episode === undefined || table === undefined || episode.distinct) return lens;
  const leading = table.columns.filter(
    ({ name }) => !episode.id.includes(name) && foreignKeyOf(table, name) !== undefined,
  );
  const [column] = leading;
  const key = column && foreignKeyOf(table, column.name);
  const target = key && findTable(catalogue, key.references.name, key.references.schema);
  if (leading.length !== 1 || column === undefined || !key || !target || target === table) return lens;
  const source = { table: target, id: key.references.columns, distinct: false };
  const session = levelOf(source, wordFor(target.name), null);
  const facts = episode.facts.filter(({ value }) => value !== column.name);
  const measures = lens.measures.filter(({ level, value }) => level === 'step' || value !== column.name);
  return lensSchema.parse({ ...lens, session, episode: { ...episode, parent: [column.name], facts }, measures });
}

/** A level that is labelled by nothing but its id gets the text that tells most. */
async function labelled(level: Level, look: LookUp): Promise<Level> {
  if (level.distinct || !level.id.includes(level.label)) return level;
  const columns = (await look(level.table, level.schema))?.columns ?? [];
  const label = best(columns, 'label', ENOUGH_FOR_LABEL, new Set(level.id.map(String)));
  if (label === undefined) return level;
  return { ...level, label, facts: level.facts.filter(({ value }) => value !== label) };
}

async function told(steps: Steps, look: LookUp): Promise<Steps> {
  const columns = (await look(steps.table, steps.schema))?.columns ?? [];
  const { x, y, z } = steps.position ?? {};
  const taken = new Set([...steps.episode, steps.time.by, steps.agent, steps.agentType, x, y, z].map(String));
  const state = best(columns, 'state', ENOUGH_FOR_STATE, taken);
  if (state !== undefined) taken.add(state);
  const texts = columns
    .filter(({ name, roles }) => !taken.has(name) && (roles.text?.score ?? 0) >= ENOUGH_FOR_TEXT)
    .map(({ name }) => name);
  return { ...steps, ...(state === undefined ? {} : { state }), texts };
}

const ENOUGH_FOR_LABEL = 3;
const ENOUGH_FOR_STATE = 4;
const ENOUGH_FOR_TEXT = 3;

function best(
  columns: readonly ColumnLook[],
  role: ColumnRole,
  least: number,
  taken: ReadonlySet<string>,
): string | undefined {
  const score = ({ roles }: ColumnLook) => roles[role]?.score ?? 0;
  const [first] = columns
    .filter((column) => !taken.has(column.name) && score(column) >= least)
    .toSorted((a, b) => score(b) - score(a));
  return first?.name;
}
