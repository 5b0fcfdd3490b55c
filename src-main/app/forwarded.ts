import type { AnyRouter } from '@orpc/server';
import { readAnswer } from '#shared/contract/text-answers.ts';
import type { LensChoice } from '#shared/model/experiment.ts';
import type { Databases } from './databases.ts';
import { forwardingHandlers } from './forward.ts';
import { os } from './os.ts';
import { withPatience } from './patience.ts';
import type { View } from './told.ts';

/** Requests about a database, handed on to its process. */
export function forwarded({ databases }: { readonly databases: Databases }): AnyRouter {
  const handlers = forwardingHandlers(databases);
  const groups = Object.entries(handlers).map(([group, questions]) => {
    const implemented = Object.entries(questions).map(([question, handler]) => {
      const procedures = os[group as 'tables'] as unknown as Record<string, Implementer>;
      const asked = `${group}.${question}`;
      const view = views[asked];
      const handle =
        view !== undefined
          ? remember(databases, handler, view)
          : asked === 'surprises.find'
            ? withPatience(handler, surpriseMs)
            : handler;
      return [question, (procedures[question] as Implementer).handler(handle)] as const;
    });
    return [group, Object.fromEntries(implemented)] as const;
  });
  return Object.fromEntries(groups);
}

/** How long one surprise may be looked for, in milliseconds. */
const surpriseMs = 2000;

interface Implementer {
  handler(run: Handler): AnyRouter;
}

type Handler = ReturnType<typeof forwardingHandlers>[string][string];

/** What people choose to see, by what they ask. */
const views: Readonly<Record<string, (answer: LensChoice) => View>> = {
  'lens.choose': ({ id }) => ({ lens: id }),
  'lens.showReplaced': ({ replaced }) => ({ replacedShown: replaced?.shown ?? false }),
};

function remember(databases: Databases, handler: Handler, viewOf: (answer: LensChoice) => View): Handler {
  return async (call) => {
    const answer = await handler(call);
    databases.see(call.input.database, viewOf(readAnswer(answer) as LensChoice));
    return answer;
  };
}
