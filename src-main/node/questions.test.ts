import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSample } from '../database/care/sample/make-sample.ts';
import { runStarling } from './testing/programs.ts';

let folder: string;
let path: string;

/** A tracking database: the lens has questions of its own. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-questions-'));
  path = join(folder, 'boids.duckdb');
  await makeSample(path, { sessions: 1, episodes: 2, agents: 3, frames: 30, seed: 1 });
});
afterAll(() => rm(folder, { recursive: true }));

const starling = (...parameters: string[]) => runStarling(parameters);

describe('questions on the command line', () => {
  it('lists them with their parameters', async () => {
    const { code, out } = await starling('questions', path, '--json');
    expect(code).toBe(0);
    const questions = JSON.parse(out) as { id: string; parameters: { id: string; kind: string }[] }[];
    expect(questions.find(({ id }) => id === 'episodes')?.parameters).toMatchObject([
      { id: 'session', kind: 'session' },
    ]);
    expect((await starling('questions', path)).out).toContain('session=<session>');
  });

  it('answers one, as JSON, as CSV and as SQL', async () => {
    const { out } = await starling('ask', path, 'sessions', '--json');
    const [session] = JSON.parse(out) as { session_id: string; episodes: number }[];
    expect(session?.episodes).toBe(2);
    const of = `session=${session?.session_id}`;
    const csv = await starling('ask', path, 'agent-types-of-session', '--param', of, '--csv');
    expect(csv).toMatchObject({ code: 0, err: '' });
    expect(csv.out.split('\n').slice(0, 2)).toEqual(['agent_type_id,agents,observations', 'agent,6,180']);
    const statement = await starling('ask', path, 'agent-types-of-session', '--param', of, '--sql');
    expect(statement.out).toContain(`'${session?.session_id}'`);
    const again = await starling('query', path, statement.out, '--csv');
    expect(again.out).toBe(csv.out);
  });

  it('says what is wrong in one line', async () => {
    expect(await starling('ask', path, 'nothing')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^starling: There is no question “nothing” .* sessions, .*\n$/),
    });
    expect((await starling('ask', path, 'episodes')).err).toMatch(/^starling: Give “Session” \(session\)/);
    expect((await starling('ask', path, 'sessions', '--param', 'category')).err).toContain('--param name=value');
    expect((await starling('ask', path)).code).toBe(2);
  });

  it('adds surprises to what it inspects', async () => {
    const { out } = await starling('inspect', path, '--json');
    expect(JSON.parse(out)).toMatchObject({ surprises: [expect.stringContaining('30 frames per second')] });
  });
});
