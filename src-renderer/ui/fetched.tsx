import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { Waiting } from './waiting.tsx';

/** What fetches each piece. */
const pieces: (() => Promise<void>)[] = [];

/**
 * Fetches the pieces that are known so far one after the other, whenever the window has nothing else to do, so that nobody
 * waits for them. One that does not come is fetched again when it is shown.
 */
export async function fetchAhead(): Promise<void> {
  for (const find of [...pieces]) {
    await new Promise((resolve) => requestIdleCallback(resolve));
    await find().catch(() => undefined);
  }
}

/**
 * A component whose code comes in a piece of its own when it is first shown. Where something else was shown meanwhile, React's
 * `lazy` keeps what has come back for 300 ms.
 */
export function fetched<P extends object>(
  fetch: () => Promise<ComponentType<P>>,
  meanwhile: ReactNode = <Waiting />,
): ComponentType<P> {
  let found: ComponentType<P> | undefined;
  const find = async () => {
    found ??= await fetch();
  };
  pieces.push(find);
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each, when its module is read
  return function Fetched(props: P): ReactNode {
    const [, draw] = useState({});
    useEffect(() => {
      if (found !== undefined) return;
      find().then(
        () => draw({}),
        (thrown: unknown) =>
          draw(() => {
            throw thrown;
          }),
      );
    }, []);
    const Found = found;
    return Found === undefined ? meanwhile : <Found {...props} />;
  };
}
