import { findColumn } from '#shared/model/catalogue.ts';
import { cellNumber } from '#shared/model/cell.ts';
import { name, raw, type Sql, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { LensContext } from '../../lens-context.ts';
import type { Surprise } from '../../surprises/surprise.ts';
import { programsOf } from './trajectories.ts';

/** The newest programs: no more of a table is looked at. */
const NEWEST = 2000;

function newest({ find }: LensContext, columns: Sql): Sql | null {
  const table = find('programs');
  if (table === undefined) return null;
  return sql`select ${columns} from ${tableAs(table, 'p')} order by p.id desc limit ${raw(String(NEWEST))}`;
}

const brokenMeta: Surprise = {
  id: 'meta-unreadable',
  statement: (context) => {
    const table = context.find('programs');
    const meta = table && findColumn(table, 'meta');
    if (meta === undefined) return null;
    const read = context.dialect.jsonText(name('p', 'meta'), [], meta);
    const broken = sql`p.meta is not null and coalesce(substr(${read}, 1, 1), '') <> '{'`;
    const rows = newest(context, sql`case when ${broken} then 1 else 0 end as broken`);
    return rows && sql`select sum(n.broken), count(*) from (${rows}) n`;
  },
  sentence: ([broken = null, of = null]) => {
    const found = cellNumber(broken) ?? 0;
    if (found === 0) return null;
    return `${found} of the newest ${cellNumber(of)} programs have no readable meta, so their process, score and errors are unknown`;
  },
};

const severalModels: Surprise = {
  id: 'versions-of-several-models',
  statement: (context) => {
    const rows = newest(context, raw('p.version, p.model'));
    if (rows === null || programsOf(context) === null) return null;
    const mixed = sql`select n.version from (${rows}) n group by n.version having count(distinct n.model) > 1`;
    return sql`select count(*), min(m.version) from (${mixed}) m`;
  },
  sentence: ([count = null, first = null]) => {
    const found = cellNumber(count) ?? 0;
    if (found === 0) return null;
    return found === 1
      ? `Version ${String(first)} has programs of more than one model; lists name one of them`
      : `${found} versions have programs of more than one model, version ${String(first)} among them; lists name one of them`;
  },
};

const shortenedConversations: Surprise = {
  id: 'conversations-shortened',
  statement: (context) => {
    const programs = programsOf(context);
    const rows =
      programs &&
      newest(context, sql`p.id, p.version, p.instance, ${programs.of.process} as process, p.depth, p.created_at`);
    if (rows == null) return null;
    const drops = sql`select n.version as version, n.depth - lag(n.depth) over (
        partition by n.version, n.instance, n.process order by n.created_at, n.id) as change from (${rows}) n`;
    return sql`select count(*), count(distinct d.version) from (${drops}) d where d.change < 0`;
  },
  sentence: ([count = null, versions = null]) => {
    const found = cellNumber(count) ?? 0;
    if (found === 0) return null;
    return `Depth goes down ${found === 1 ? 'once' : `${found} times`} in ${cellNumber(versions)} of the newest versions, where a conversation was summarised: order programs by time`;
  },
};

/** Recent versions of the environment write no inventories at all; the newest state tells. */
const emptyInventories: Surprise = {
  id: 'inventories-empty',
  statement: (context) => {
    const table = context.find('programs');
    const state = table && findColumn(table, 'state_json');
    if (table === undefined || state === undefined) return null;
    const inventories = context.dialect.jsonText(name('p', 'state_json'), ['inventories'], state);
    const one = sql`select max(n.id) from ${tableAs(table, 'n')} where n.state_json is not null`;
    return sql`select ${inventories} from ${tableAs(table, 'p')} where p.id = (${one})`;
  },
  sentence: ([inventories = null]) => {
    const text = typeof inventories === 'string' ? inventories.replaceAll(/\s/g, '') : '';
    return /^\[(\{\},?)+\]$/.test(text)
      ? 'Saved states hold no inventories: the environment that wrote them leaves them empty'
      : null;
  },
};

export const factorioSurprises: readonly Surprise[] = [
  brokenMeta,
  severalModels,
  shortenedConversations,
  emptyInventories,
];
