import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { Waiting } from './waiting.tsx';

/**
 * A component whose code comes in a piece of its own when it is first shown. Where something else was shown meanwhile, React's
 * `lazy` keeps what has come back for 300 ms.
 */
export function fetched<P extends object>(
  fetch: () => Promise<ComponentType<P>>,
  meanwhile: ReactNode = <Waiting />,
): ComponentType<P> {
  let found: ComponentType<P> | undefined;
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each, when its module is read
  return function Fetched(props: P): ReactNode {
    const [, draw] = useState({});
    useEffect(() => {
      if (found !== undefined) return;
      fetch().then(
        (component) => {
          found = component;
          draw({});
        },
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
