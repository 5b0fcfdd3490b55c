import type { Importer } from '../importer.ts';
import { collabCsv } from './formats/collab-csv.ts';
import { deeplabcut } from './formats/deeplabcut.ts';
import { highd } from './formats/highd.ts';
import { idtracker } from './formats/idtracker.ts';
import { motChallenge } from './formats/mot-challenge.ts';
import { ngsim } from './formats/ngsim.ts';
import { sleap } from './formats/sleap.ts';
import { trex } from './formats/trex.ts';
import { trackImporter } from './track-importer.ts';

/** Every format of tracks. A new one: its file, and a line here. */
export const trackers: readonly Importer[] = [
  collabCsv,
  motChallenge,
  deeplabcut,
  sleap,
  idtracker,
  trex,
  highd,
  ngsim,
].map(trackImporter);
