import type { TableInfo } from '#shared/model/catalogue.ts';
import type { LevelState } from '#shared/model/lens-state.ts';
import { SILENT_AFTER_MINUTES, STALLED_AFTER_MINUTES, statusWords } from '#shared/model/run-state.ts';
import { all, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { type Compiled, compile, compileAll, doubleOf, type Place, tableAs, textOf } from './compile.ts';
import { sameId } from './ids.ts';

/** What says in which state a session or an episode is. */
export interface BoundState {
  readonly status: Compiled | null;
  /** When it last wrote, in epoch seconds. */
  readonly written: Sql | null;
}

/** `null` where the database lacks both. */
export function bindState(spec: LevelState | undefined, id: readonly Compiled[], place: Place): BoundState | null {
  const status = spec?.status === undefined ? null : compile(spec.status, place);
  const written = spec?.written === undefined ? null : lastWritten(spec.written, id, place);
  return status === null && written === null ? null : { status, written };
}

function lastWritten(
  { table, of, time }: NonNullable<LevelState['written']>,
  id: readonly Compiled[],
  { dialect, find }: Place,
): Sql | null {
  const found = find(table);
  if (found === undefined) return null;
  const there: Place = { dialect, table: found, alias: 'w', find };
  const [whose, stamp] = [compileAll(of, there), compile(time, there)];
  const isText = stamp?.kind === 'text';
  if (whose === null || stamp === null || !isQuick(found, whose, there)) return null;
  if (isText && dialect.engine !== 'sqlite') return null;
  const seconds = isText ? dialect.epochSeconds(stamp.sql) : doubleOf(stamp, dialect);
  return sql`(select max(${seconds}) from ${tableAs(found, 'w')} where ${sameId(whose, id)})`;
}

/** Few enough rows to look through for each line of a list. */
const FEW_ROWS = 20_000;

/** Whether the rows of one are found without a look at all of them: by an index, or as DuckDB joins them all at once. */
function isQuick(table: TableInfo, whose: readonly Compiled[], { dialect }: Place): boolean {
  const first = [table.primaryKey, ...table.uniques, ...table.indexes.map(({ columns }) => columns)].map(
    ([each]) => each,
  );
  const indexed = whose.some(({ column }) => column !== null && first.includes(column.name));
  return dialect.engine === 'duckdb' || indexed || (table.estimatedRows ?? FEW_ROWS + 1) <= FEW_ROWS;
}

/** `running`, `stalled`, `completed`, `failed`, or NULL where nothing says; `now` in epoch seconds. */
export function stateOf({ status, written }: BoundState, { dialect }: Place, now: number): Sql {
  const said = status === null ? null : sql`lower(${textOf(status, dialect)})`;
  const is = (words: readonly string[]) => sql`${said!} in (${join(words.map((word) => raw(`'${word}'`)))})`;
  const since = (minutes: number) => raw(String(Math.floor(now - minutes * 60)));
  const cases: Sql[] = [];
  if (said !== null) {
    cases.push(
      sql`when ${is(statusWords.completed)} then 'completed'`,
      sql`when ${is(statusWords.failed)} then 'failed'`,
    );
  }
  if (written !== null) {
    cases.push(
      sql`when ${all([said === null ? raw('1=1') : sql`${said} is null or ${is(statusWords.running)}`, sql`${written} >= ${since(STALLED_AFTER_MINUTES)}`])} then 'running'`,
    );
    const silent = sql`${written} >= ${since(SILENT_AFTER_MINUTES)}`;
    cases.push(
      sql`when ${said === null ? silent : sql`(${said} is null and ${silent}) or (${is(statusWords.running)} and ${written} is not null)`} then 'stalled'`,
    );
  }
  if (said !== null) cases.push(sql`when ${is(statusWords.running)} then 'running'`);
  return sql`case ${join(cases, ' ')} end`;
}
