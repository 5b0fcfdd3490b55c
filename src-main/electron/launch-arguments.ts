import { resolve } from 'node:path';

/** Sent by a second start to the running application: paths resolved where they were typed. */
export interface Launch {
  readonly paths: readonly string[];
}

/**
 * The files and folders named on the command line, as whole paths. Switches are dropped first (Chromium's stand before
 * the application's folder), then the folder itself when Electron runs an unpackaged application (`process.defaultApp`).
 * @param argv the whole of `process.argv`
 */
export function filesInArguments(argv: readonly string[], unpackaged: boolean, folder: string): readonly string[] {
  const words = argv.slice(1).filter((word) => word !== '' && !word.startsWith('-'));
  return (unpackaged ? words.slice(1) : words).map((word) => resolve(folder, word));
}

/** Reads what another process sent; anything that is not a list of paths counts as none. */
export function launchOf(additionalData: unknown): Launch {
  const paths = (additionalData as { paths?: unknown } | null | undefined)?.paths;
  return { paths: Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : [] };
}
