import { makeSample } from '../care/sample/make-sample.ts';
import { testProfile } from '../drivers/postgres/test-profile.ts';
import { type OpenedDatabase, optionsOf } from '../opened-database.ts';
import type { ProcessImplementer } from '../process.ts';

/** What main tells the process: open, close, and the two errands that need an engine but no open database. */
export function lifecycleHandlers({ lifecycle }: ProcessImplementer, opened: OpenedDatabase) {
  return {
    lifecycle: {
      open: lifecycle.open.handler(({ input, signal }) => {
        const { target, options, scratch, pyramids, lenses, leavingOut, writing } = input;
        opened.takeLenses(lenses);
        opened.takeLeavingOut(leavingOut);
        opened.takeTimeZone(options.timeZone);
        return opened.open(target, { options, scratch, writing, ...optionsOf(signal) }, pyramids);
      }),
      takeLenses: lifecycle.takeLenses.handler(({ input }) => opened.takeLenses(input.lenses)),
      takeLeavingOut: lifecycle.takeLeavingOut.handler(({ input }) => opened.takeLeavingOut(input)),
      takeTimeZone: lifecycle.takeTimeZone.handler(({ input }) => opened.takeTimeZone(input.timeZone)),
      lookAgain: lifecycle.lookAgain.handler(() => opened.lookAgain()),
      ping: lifecycle.ping.handler(() => undefined),
      close: lifecycle.close.handler(() => opened.close()),
      testProfile: lifecycle.testProfile.handler(({ input }) => testProfile(input.profile, input.password)),
      makeSample: lifecycle.makeSample.handler(({ input, signal }) =>
        progressOf((onProgress) => makeSample(input.path, { ...input.size, seed: 1, onProgress, signal })),
      ),
    },
  };
}

/** Turns work that calls back with its progress into a stream of shares; a share that nobody waited for is dropped. */
async function* progressOf(work: (report: (share: number) => void) => Promise<void>): AsyncGenerator<number> {
  let latest = 0;
  let wake = Promise.withResolvers<'progress'>();
  const finished = work((share) => {
    latest = share;
    wake.resolve('progress');
  }).then(() => 'finished' as const);
  finished.catch(() => wake.resolve('progress'));
  while ((await Promise.race([finished, wake.promise])) === 'progress') {
    wake = Promise.withResolvers();
    yield latest;
  }
  yield 1;
}
