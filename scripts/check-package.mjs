import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import asar from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** Every fuse that decides what the packaged program can be talked into. */
const fuses = {
  RunAsNode: false,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  GrantFileProtocolExtraPrivileges: false,
  EnableCookieEncryption: true,
};

/** What the application cannot start without. */
const needed = [
  'package.json',
  'out/main/electron.js',
  'out/main/electron-database.js',
  'out/preload/preload.cjs',
  'out/renderer/index.html',
  'resources/self-test.sqlite',
];

/** What an engine loads by path, which cannot lie inside the archive: DuckDB's add-on needs its library beside it. */
const outside = [/duckdb\.node$/, /(libduckdb\.(so|dylib)|duckdb\.dll)$/, /better-sqlite3.prebuilds.[^/\\]+\.node$/];

/**
 * Reads an unpacked package (`dist/linux-unpacked`, `dist/win-unpacked`, `dist/mac/Starling.app`): archive, what lies
 * outside it, fuses. Resolves to its faults, one sentence each.
 */
export async function checkPackage(folder) {
  const { resources, program } = partsOf(folder);
  const archive = join(resources, 'app.asar');
  if (!existsSync(archive)) return [`there is no archive ${archive}`];
  const inside = asar
    .listPackage(archive, { isPack: false })
    .map((name) => name.replaceAll('\\', '/').replace(/^\//, ''));
  const unpacked = readdirSync(join(resources, 'app.asar.unpacked'), { recursive: true, encoding: 'utf8' });
  const libraries = unpacked.filter((name) => /\.(node|so|dylib|dll)$/.test(name));
  return [
    ...needed.filter((name) => !inside.includes(name)).map((name) => `${name} is missing`),
    ...outside
      .map((pattern) => [pattern, libraries.filter((name) => pattern.test(name)).length])
      .filter(([, count]) => count !== 1)
      .map(([pattern, count]) => `${count} files match ${pattern}, not one`),
    ...inside
      .filter((name) => /\.(map|ts|tsx)$/.test(name) && name.startsWith('out/'))
      .map((name) => `${name} is source`),
    ...(await wrongFuses(program)),
  ];
}

function partsOf(folder) {
  const mac = join(folder, 'Starling.app', 'Contents');
  if (existsSync(mac)) return { resources: join(mac, 'Resources'), program: join(folder, 'Starling.app') };
  const windows = join(folder, 'Starling.exe');
  return { resources: join(folder, 'resources'), program: existsSync(windows) ? windows : join(folder, 'starling') };
}

async function wrongFuses(program) {
  const wire = await getCurrentFuseWire(program);
  const [off, on] = ['0', '1'].map((digit) => digit.charCodeAt(0));
  return Object.entries(fuses)
    .filter(([name, wanted]) => wire[FuseV1Options[name]] !== (wanted ? on : off))
    .map(([name, wanted]) => `the fuse ${name} is not ${wanted ? 'on' : 'off'}`);
}

/** `node scripts/check-package.mjs dist/linux-unpacked` */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const faults = await checkPackage(resolve(process.argv[2] ?? 'dist/linux-unpacked'));
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
