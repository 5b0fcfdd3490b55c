import type { QuestionParameter } from '#shared/model/question.ts';
import { raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens } from '../binding/bind.ts';
import { type Compiled, compile, compileAll, doubleOf, type Place, tableAs, textOf } from '../binding/compile.ts';
import { idText } from '../binding/ids.ts';
import { stateKey } from '../binding/row-keys.ts';
import { type Check, column, idColumn, type Names } from './check.ts';
import { capital } from './step-parts.ts';

const group = 'States';

/** What can be wrong with rows that say that something is on or off. */
export function stateChecks(lens: BoundLens): readonly Check[] {
  const rows = rowsOf(lens);
  return rows === null ? [] : [doubled(rows), gaps(rows), silent(rows), ...unsure(rows)];
}

interface StateRows {
  readonly lens: BoundLens;
  readonly place: Place;
  readonly from: Sql;
  readonly session: Sql;
  readonly part: Sql;
  readonly time: Compiled;
  readonly at: Sql;
  readonly state: Sql;
  readonly confidence: Compiled | null;
}

function rowsOf(lens: BoundLens): StateRows | null {
  const { states } = lens.lens;
  const table = states && lens.find(states.table);
  if (!states || !table) return null;
  const { dialect, find } = lens;
  const place: Place = { dialect, table, alias: 't', find };
  const session = compileAll(states.session, place);
  const [time, value] = [compile(states.time, place), compile(states.value, place)];
  if (session === null || time === null || value === null) return null;
  const part = states.part === undefined ? null : compile(states.part.by, place);
  return {
    ...{ lens, place, time, from: tableAs(table, 't'), session: idText(session, dialect) },
    part: part === null ? raw("''") : sql`coalesce(${textOf(part, dialect)}, '')`,
    at: time.kind === 'float' || time.kind === 'integer' ? doubleOf(time, dialect) : dialect.epochSeconds(time.sql),
    state: textOf(value, dialect),
    confidence: states.confidence === undefined ? null : compile(states.confidence, place),
  };
}

function columnsOf({ lens }: StateRows) {
  const word = lens.session?.level.word[0] ?? 'session';
  const part = lens.lens.states?.part?.word[0];
  return [
    idColumn('session', capital(word), 'session'),
    ...(part === undefined ? [] : [column('part', capital(part), 'text')]),
  ];
}

function named({ lens }: StateRows, alias: string): Sql {
  return raw(`${alias}.session${lens.lens.states?.part === undefined ? '' : `, ${alias}.part`}`);
}

const seconds = (value: number, title: string): QuestionParameter => ({
  ...{ id: 'seconds', title, kind: 'number', unit: 's', minimum: 0, default: value },
});

/** Rows with `session`, `part`, `at`, `state`. */
function plain({ session, part, at, state, from }: StateRows): Sql {
  return sql`select ${session} as session, ${part} as part, ${at} as at, ${state} as state from ${from}`;
}

const SESSIONS: Names = { level: 'session', of: 'session' };

/** The rows of the moments that an answer lists. */
function atTime({ lens, place, from, session, part, at }: StateRows): Names {
  const { states } = lens.lens;
  const key = states === undefined ? null : stateKey(states, place);
  if (key === null) return SESSIONS;
  const { dialect } = lens;
  const named = sql`select ${idText(key, dialect)} as id, ${session} as session, ${part} as part, ${dialect.moment(at)} as time
    from ${from}`;
  const same = sql`b.session = f.session and b.time = f.time`;
  const all = states?.part === undefined ? same : sql`${same} and b.part = f.part`;
  return {
    ...{ level: 'state', of: 'session' },
    rows: (found) => sql`select distinct b.id from (${named}) b join (${found}) f on ${all}`,
  };
}

function doubled(rows: StateRows): Check {
  const groups = sql`select b.session, b.part, b.at, count(*) as found, count(distinct b.state) as states
    from (${plain(rows)}) b group by b.session, b.part, b.at having count(*) > 1`;
  return {
    ...{ id: 'states-twice', group, parameters: [], order: ['-rows', 'time'], names: atTime(rows) },
    title: 'Rows of the same moment',
    about: 'History that was taken in twice, or two rows that contradict each other',
    columns: [
      ...columnsOf(rows),
      column('time', 'Time', 'time'),
      column('rows', 'Rows', 'integer'),
      column('states', 'Different states', 'integer'),
    ],
    statement: ({ dialect }) =>
      sql`select ${named(rows, 'g')}, ${dialect.moment(raw('g.at'))} as time, g.found as rows, g.states from (${groups}) g`,
  };
}

function gaps(rows: StateRows): Check {
  const pairs = sql`select b.*, lag(b.at) over (partition by b.session, b.part order by b.at) as before from (${plain(rows)}) b`;
  return {
    ...{ id: 'gaps', group, order: ['-seconds', 'session'], parameters: [seconds(21_600, 'Longer than')] },
    names: SESSIONS,
    title: 'Gaps',
    about: 'Times without a row, by what has a state; a sensor that writes changes only is quiet while nothing changes',
    columns: [
      ...columnsOf(rows),
      column('since', 'Since', 'time'),
      column('until', 'Until', 'time'),
      column('seconds', 'Length', 'float', 's'),
    ],
    statement: ({ dialect }, values) =>
      sql`select ${named(rows, 'p')}, ${dialect.moment(raw('p.before'))} as since, ${dialect.moment(raw('p.at'))} as until,
        p.at - p.before as seconds from (${pairs}) p where p.at - p.before > ${raw(Number(values['seconds']).toExponential())}`,
  };
}

function silent(rows: StateRows): Check {
  const last = sql`select b.session, b.part, max(b.at) as last from (${plain(rows)}) b group by b.session, b.part`;
  const ends = sql`select l.*, max(l.last) over () as ends from (${last}) l`;
  return {
    ...{ id: 'dead', group, order: ['-seconds', 'session'], parameters: [seconds(86_400, 'Silent for')] },
    names: SESSIONS,
    title: 'Dead sensors',
    about: 'What wrote nothing any more long before the record ends',
    columns: [...columnsOf(rows), column('last', 'Last row', 'time'), column('seconds', 'Silent for', 'float', 's')],
    statement: ({ dialect }, values) =>
      sql`select ${named(rows, 'e')}, ${dialect.moment(raw('e.last'))} as last, e.ends - e.last as seconds
        from (${ends}) e where e.ends - e.last > ${raw(Number(values['seconds']).toExponential())}`,
  };
}

function unsure(rows: StateRows): readonly Check[] {
  const { confidence, lens, from, session, part, at } = rows;
  if (confidence === null) return [];
  const own = doubleOf(confidence, lens.dialect);
  return [
    {
      ...{ id: 'unsure', group, order: ['confidence', 'time'], names: atTime(rows) },
      title: 'Low confidence',
      about: 'Rows that are not sure of what they say',
      parameters: [{ id: 'below', title: 'Below', kind: 'number', minimum: 0, maximum: 1, default: 0.5 }],
      columns: [...columnsOf(rows), column('time', 'Time', 'time'), column('confidence', 'Confidence', 'float')],
      statement: ({ dialect }, values) => {
        const found = sql`select ${session} as session, ${part} as part, ${at} as at, ${own} as confidence from ${from}
          where ${own} < ${raw(Number(values['below']).toExponential())}`;
        return sql`select ${named(rows, 'u')}, ${dialect.moment(raw('u.at'))} as time, u.confidence from (${found}) u`;
      },
    },
  ];
}
