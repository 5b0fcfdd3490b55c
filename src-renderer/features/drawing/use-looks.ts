import { useQueries } from '@tanstack/react-query';
import type { Catalogue } from '#shared/model/catalogue.ts';
import { findTable } from '#shared/model/catalogue.ts';
import type { TableLook } from '#shared/model/drawing.ts';
import type { LensFile } from '#shared/model/lens-file.ts';
import { orpc } from '../../client/client.ts';

/** What the tables of a lens hold, as far as it is there; each is looked at once. */
export function useLooks(database: string, catalogue: Catalogue, lens: LensFile): readonly TableLook[] {
  const { session, episode, steps, states } = lens;
  const own = states && { table: states.table, schema: undefined };
  const used = [session, episode, steps, own].flatMap((part) => {
    const found = part && findTable(catalogue, part.table, part.schema);
    return found === undefined ? [] : [{ schema: found.schema, name: found.name }];
  });
  const tables = used.filter((one, at) => used.findIndex((other) => sameRef(one, other)) === at);
  return useQueries({
    queries: tables.map((table) => orpc.drawing.look.queryOptions({ input: { database, table } })),
    combine: (answers) => answers.flatMap(({ data }) => data ?? []),
  });
}

function sameRef(one: { schema: string; name: string }, other: { schema: string; name: string }): boolean {
  return one.schema === other.schema && one.name === other.name;
}
