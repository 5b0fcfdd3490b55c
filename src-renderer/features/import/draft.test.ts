import { describe, expect, it } from 'vitest';
import type { ImportPlan } from '#shared/model/import.ts';
import {
  answered,
  type Draft,
  emptyDraft,
  grouped,
  hindrance,
  newSet,
  openQuestions,
  readinessOf,
  type SetDraft,
  withGrouped,
} from './draft.ts';

const failure = { code: 'FILE_CORRUPT', message: 'It is damaged' } as const;

function planOf(paths: readonly string[], more: Partial<ImportPlan> = {}): ImportPlan {
  const files = paths.map((path) => ({ path, bytes: 10 }));
  return {
    ...{ paths, files, bytes: 10 * files.length, importer: 'table', title: 'Table', sure: 0.1, why: 'It holds text' },
    ...{ candidates: [], into: 'tables', sessions: [], tables: [], leftOut: [], notices: [], questions: [] },
    ...{ options: {}, optionsSchema: {}, earlier: null },
    ...more,
  };
}

const turns = (sets: readonly SetDraft[]) => new Map(sets.map(({ key, turn }) => [key, turn]));

describe('the first look', () => {
  const offered = ['/a/1.csv', '/b/x.parquet', '/a/2.csv'].map((path) => newSet([path]));
  const found = {
    plans: [planOf(['/a/1.csv', '/a/2.csv'])],
    refused: [{ paths: ['/b/x.parquet'], failure }],
  };

  it('puts together what belongs together and keeps what was there before', () => {
    const before = newSet(['/old'], { looking: false });
    const sets = grouped([before, ...offered], turns(offered), found);
    expect(sets.map(({ paths, looking }) => [paths, looking])).toEqual([
      [['/old'], false],
      [['/a/1.csv', '/a/2.csv'], false],
      [['/b/x.parquet'], false],
    ]);
    expect(sets[2]?.failure).toBe(failure);
  });

  it('changes nothing when it was asked anew meanwhile', () => {
    const asked = turns(offered);
    const anew = offered.map((set) => ({ ...set, turn: set.turn + 1 }));
    expect(grouped(anew, asked, found)).toBe(anew);
  });

  it('keeps in sight what was shown', () => {
    const now: Draft = { ...emptyDraft, sets: offered, shown: offered[1]?.key };
    const after = withGrouped(now, turns(offered), found);
    expect(after.sets.find(({ key }) => key === after.shown)?.paths).toEqual(['/b/x.parquet']);
  });
});

describe('looking again', () => {
  it('gives each set its own answer, whatever the order of its paths', () => {
    const sets = [newSet(['/2', '/1']), newSet(['/3'])];
    const [one, two] = answered(sets, turns(sets), {
      plans: [planOf(['/1', '/2'])],
      refused: [{ paths: ['/3'], failure }],
    });
    expect(one).toMatchObject({ looking: false, failure: undefined, plan: { paths: ['/1', '/2'] } });
    expect(two).toMatchObject({ looking: false, failure });
  });

  it('leaves a set alone that was changed since', () => {
    const set = newSet(['/1']);
    const changed = { ...set, turn: 1 };
    expect(answered([changed], turns([set]), { plans: [planOf(['/1'])], refused: [] })).toEqual([changed]);
  });

  it('keeps the old preview of a set that fails now', () => {
    const set = newSet(['/1'], { plan: planOf(['/1']) });
    const [now] = answered([set], turns([set]), { plans: [], refused: [{ paths: ['/1'], failure }] });
    expect(now).toMatchObject({ plan: { paths: ['/1'] }, failure });
  });
});

describe('what stands before the import', () => {
  const question = { option: 'dates', question: 'Which first?', choices: [], without: 'They stay text' };
  const asking = planOf(['/1'], { questions: [question] });
  const into = { kind: 'database', database: 'lab' } as const;
  const why = (draft: Partial<Draft>) => {
    const whole = { ...emptyDraft, into, ...draft };
    return hindrance(whole, readinessOf(whole));
  };
  const ready = (more: Partial<SetDraft>) => newSet(['/1'], { looking: false, ...more });

  it('is told one thing at a time', () => {
    expect(why({ sets: [newSet(['/1'])] })).toBe('Looking at the files…');
    expect(why({ sets: [ready({ failure })] })).toBe('None of these files can be imported');
    expect(why({ sets: [ready({ plan: asking })], into: undefined })).toBe('Choose what to import into');
    expect(why({ sets: [ready({ plan: asking })] })).toBe('1 question is open');
    const earlier = planOf(['/1'], { earlier: { id: 'x', finished: '2026-11-05T00:00:00Z', rows: 1 } });
    expect(why({ sets: [ready({ plan: earlier })] })).toMatch(/imported before/);
    expect(why({ sets: [ready({ plan: earlier })], onDuplicate: 'skip' })).toBe('');
  });

  it('is nothing once a question is answered or left by a person', () => {
    expect(openQuestions(ready({ plan: asking }))).toEqual([question]);
    expect(why({ sets: [ready({ plan: asking, options: { dates: 'day' } })] })).toBe('');
    expect(why({ sets: [ready({ plan: asking, left: ['dates'] })] })).toBe('');
  });

  it('counts what will be imported, without what is refused', () => {
    const now = readinessOf({ ...emptyDraft, sets: [ready({ plan: planOf(['/1', '/2']) }), ready({ failure })] });
    expect(now).toMatchObject({ files: 2, bytes: 20, refused: 1, looking: 0 });
  });
});
