import { client } from '../../client/client.ts';
import { pathName } from '../../format/path.ts';
import { draft } from './draft.ts';

/** Where a new file could be: called after what is imported, in a browser host in the first folder it was given. */
export async function suggestedFile(engine: 'duckdb' | 'sqlite'): Promise<string> {
  const name = `${stemOf(draft.get().sets[0]?.paths[0] ?? 'imported')}.${engine}`;
  if (window.desktop !== undefined) return name;
  const { folder, entries } = await client.files.browse({});
  const root = folder ?? entries[0]?.path ?? '';
  return root === '' ? name : `${root}/${name}`;
}

export function stemOf(path: string): string {
  const name = pathName(path);
  return name.replace(/(\.[a-z0-9]{1,8}){1,2}$/i, '') || name;
}
