import type { TranscriptOutline } from '../src-shared/model/transcript.ts';
import type { BenchEngine, Floor } from './engine.ts';
import { metaOf, programs } from './factorio.ts';
import { compare, median, type Row, RUNS, timed } from './measure.ts';
import { Product } from './product.ts';
import { type Store, storeOf } from './stores.ts';

/** Milliseconds that the first steps of a run may take in a process that has just opened a file of 350 MB of states. */
const OPEN_LIMIT = 1000;

/** Milliseconds that a screen of an open one may take. */
const SCREEN_LIMIT = 200;

/** A run that lies in the middle of the file. */
const run = { version: 5, process: 4, instance: 0 } as const;
const episode = JSON.stringify([run.version, run.process, run.instance].map(String));

/** Steps that a window has in sight at first. */
const SEEN = 20;

/** Reading a run of seventy programs: opened, walked, searched, its states compared. */
export async function measureTranscript(engine: BenchEngine, report: (row: Row) => void): Promise<void> {
  const store = await storeOf(engine, programs);
  const add = (what: string, times: Pick<Row, 'product' | 'floor' | 'runs'>, limit: number) =>
    report({ engine: engine.name, what: `transcript, 350 MB of states: ${what}`, ...times, unit: 'ms', limit });
  const plain = plainOf(engine.name);
  add('first screen in a fresh process', await opening(store, plain), OPEN_LIMIT);
  const product = await Product.open(store.target);
  const floor = await store.floor();
  try {
    const first = await compare(
      () => firstScreen(product),
      () => plain.firstScreen(floor),
    );
    add('first screen', first, SCREEN_LIMIT);
    const request = { text: 'print(2)', session: String(run.version) };
    const search = await compare(
      () => product.ask((client, database) => client.transcript.search({ database, request })),
      () =>
        floor.query(
          `select id, code, response from programs where version = ${run.version} and code like '%print(2)%'`,
        ),
    );
    add('search in a version', search, SCREEN_LIMIT);
    const { steps } = await outlineOf(product);
    const keys = steps.map(({ key }) => key);
    const states = await compare(
      () => product.ask((client, database) => client.transcript.states({ database, episode, keys })),
      () => floor.query(`select id, state_json from programs where ${plain.ofRun}`),
    );
    add('70 states compared', states, OPEN_LIMIT);
  } finally {
    await floor.close();
    await product.close();
  }
}

/** From the first question to the first steps; that a process must start first is measured elsewhere. */
async function opening(store: Store, plain: ReturnType<typeof plainOf>): Promise<Pick<Row, 'product' | 'floor'>> {
  const times = { product: [] as number[], floor: [] as number[] };
  for (let run = 0; run < RUNS; run++) {
    const product = await Product.open(store.target);
    times.product.push(await timed(() => firstScreen(product)));
    await product.close();
    const floor = await store.floor();
    times.floor.push(await timed(() => plain.firstScreen(floor)));
    await floor.close();
  }
  return { product: median(times.product), floor: median(times.floor) };
}

async function firstScreen(product: Product): Promise<void> {
  const { steps } = await outlineOf(product);
  const keys = steps.slice(0, SEEN).map(({ key }) => key);
  await product.ask((client, database) => client.transcript.texts({ database, episode, keys }));
}

function outlineOf(product: Product): Promise<TranscriptOutline> {
  return product.ask((client, database) => client.transcript.outline({ database, episode }));
}

function plainOf(engine: string) {
  const process = metaOf(engine)('process_id');
  const ofRun = `version = ${run.version} and ${process} ${engine === 'SQLite' ? `= ${run.process}` : `= '${run.process}'`} and instance = ${run.instance}`;
  return {
    ofRun,
    firstScreen: (floor: Floor) =>
      floor.query(`select id, created_at, value, token_usage, code, response, achievements_json, meta from programs
        where ${ofRun} order by created_at, id`),
  };
}
