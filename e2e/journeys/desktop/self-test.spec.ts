import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { desktopExecutable, root } from '../../hosts/places.ts';
import { expect, test } from '../../hosts/test.ts';

test('the self-test opens both engines in processes of their own', async ({ hostKind, folder }) => {
  const program = desktopExecutable(hostKind === 'browser' ? 'stand-in' : hostKind) ?? '';
  const { stdout } = await promisify(execFile)(program, ['--no-sandbox', root, '--self-test'], {
    env: { ...process.env, STARLING_DATA: folder },
  });
  expect(JSON.parse(stdout)).toMatchObject({
    ok: true,
    engines: [
      { engine: 'duckdb', version: expect.stringContaining('DuckDB'), rows: 10, failure: null },
      { engine: 'sqlite', version: expect.stringContaining('SQLite'), rows: 10, failure: null },
    ],
  });
});
