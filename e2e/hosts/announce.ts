import { existsSync } from 'node:fs';
import { commandLine, desktopExecutable } from './places.ts';

/** Says before the journeys which hosts take part, and again afterwards which did not: a host left out has not passed. */
export default function announce(): () => void {
  if (!existsSync(commandLine)) throw new Error('Build first: npm run build');
  const sayWhatIsLeftOut = (): void => {
    if (desktopExecutable('electron') === undefined)
      console.log('electron: not run, its binary is not here (the stand-in is no proof of it; see STAND-IN.md)');
  };
  sayWhatIsLeftOut();
  return sayWhatIsLeftOut;
}
