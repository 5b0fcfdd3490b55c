/** What a column or table may be for, judged by its name. */
export type Role = 'session' | 'episode' | 'time' | 'agent' | 'agentType';

/** Words of experiments and how strongly each speaks for a role (10 leaves no doubt). */
const vocabulary: Readonly<Record<Role, Readonly<Record<string, number>>>> = {
  session: {
    session: 10,
    experiment: 9,
    study: 8,
    project: 8,
    campaign: 8,
    participant: 7,
    subject: 7,
    patient: 6,
    batch: 5,
    dataset: 5,
    scenario: 4,
    condition: 4,
    model: 4,
    version: 4,
    device: 4,
    room: 4,
    site: 4,
  },
  episode: {
    episode: 10,
    trajectory: 9,
    rollout: 9,
    ep: 8,
    traj: 8,
    run: 8,
    trial: 8,
    recording: 8,
    simulation: 7,
    sim: 6,
    game: 6,
    match: 6,
    sequence: 6,
    trip: 6,
    flight: 6,
    take: 5,
    session: 5,
    experiment: 4,
    sensor: 4,
    filename: 4,
    file: 4,
    source: 3,
  },
  time: {
    frame: 10,
    timestep: 10,
    time_step: 10,
    step: 9,
    global_step: 9,
    tick: 9,
    time: 9,
    timestamp: 8,
    ts: 7,
    t: 7,
    datetime: 7,
    iteration: 7,
    iter: 7,
    elapsed: 6,
    epoch: 6,
    recorded_at: 6,
    measured_at: 6,
    observed_at: 6,
    logged_at: 6,
    second: 5,
    generation: 5,
    date: 4,
    created_at: 3,
  },
  agent: {
    agent: 10,
    boid: 9,
    animal: 9,
    entity: 8,
    object: 8,
    track: 8,
    individual: 8,
    bird: 8,
    player: 7,
    vehicle: 7,
    robot: 7,
    particle: 7,
    person: 6,
    target: 5,
    node: 4,
    channel: 4,
    id: 2,
  },
  agentType: {
    agent_type: 10,
    entity_type: 9,
    object_class: 8,
    object_type: 8,
    species: 8,
    type: 6,
    class: 5,
    kind: 4,
  },
};

const suffix = /_(id|uuid|guid|idx|index|num|number|no|nr|key|name|sec|secs|s|ms)$/;
const counter = /_(idx|index|num|number|no|nr)$/;

/** `episodeNumber` and `EPISODE-ID` as words: `episode_number`, `episode_id`. */
export function snake(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[^\p{L}\d]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
}

/** The word without what says only that it names one (`episode_id` → `episode`, `runs` → `run`). */
export function baseWord(name: string): string {
  const base = snake(name).replace(suffix, '');
  return base.length > 3 && /[^s]s$/.test(base) ? base.replace(/(ie)?s$/, (_, ie) => (ie ? 'y' : '')) : base;
}

/** 0–10: how well a column's name speaks for a role. */
export function speaksFor(role: Role, name: string): number {
  const words = vocabulary[role];
  const { whole, base } = wordsOf(name);
  return words[whole] ?? words[base] ?? 0;
}

/** Databases of thousands of tables repeat their names, and taking one apart is what costs. */
const known = new Map<string, { readonly whole: string; readonly base: string }>();
const MOST_KNOWN = 50_000;

function wordsOf(name: string) {
  const found = known.get(name);
  if (found !== undefined) return found;
  if (known.size >= MOST_KNOWN) known.clear();
  const words = { whole: snake(name), base: baseWord(name) };
  known.set(name, words);
  return words;
}

/** Whether a name counts within something (`episode_number`) rather than naming it for itself. */
export function isCounter(name: string): boolean {
  return counter.test(snake(name));
}

/** Names of y and z that go with an x. */
export function axesOf(columns: readonly string[]): { x: string; y: string; z: string | undefined } | null {
  const byWord = new Map(columns.map((column) => [wordsOf(column).whole, column]));
  for (const [word, x] of byWord) {
    const at =
      /^(?:(?:pos|position|loc|location|p|c|center|centroid|coord)_?)?x(?:_?(?:pos|position|coord|m|mm|px))?$/.test(
        word,
      );
    if (!at) continue;
    const axis = (letter: string) =>
      [...word.matchAll(/x/g)]
        .map(({ index }) => byWord.get(word.slice(0, index) + letter + word.slice(index + 1)))
        .find((each) => each !== undefined);
    const y = axis('y');
    if (y !== undefined) return { x, y, z: axis('z') };
  }
  const [x, y] = [byWord.get('longitude') ?? byWord.get('lon'), byWord.get('latitude') ?? byWord.get('lat')];
  return x !== undefined && y !== undefined ? { x, y, z: byWord.get('altitude') } : null;
}
