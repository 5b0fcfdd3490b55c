import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type BackgroundPlace, isAtPlace, type KeptBackground, largestImage } from '#shared/model/background.ts';
import { Failure } from '#shared/model/failure.ts';
import { client, orpc, queryClient } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { say } from '../../ui/toast.ts';
import type { Background } from './background.ts';
import type { Extent2, Plane } from './projection.ts';
import type { Episode } from './use-episode.ts';

/** What is known of the image behind a picture. */
export interface Behind {
  readonly kept: KeptBackground | undefined;
  /** Once its image has been read. */
  readonly background: Background | undefined;
  /** Why its image could not be read. */
  readonly problem: string | undefined;
}

/** The image behind the pictures of one session on one plane. */
export function useBackground(episode: Pick<Episode, 'database' | 'header'>, plane: Plane): Behind {
  const { database, session } = placeOn(episode, plane);
  const { data } = useQuery(orpc.backgrounds.list.queryOptions());
  const kept = data?.find((each) => each.database === database && each.session === session && each.plane === plane);
  const image = useQuery({
    ...imageQuery(kept?.image ?? ''),
    enabled: kept !== undefined,
  });
  const background = useMemo(
    () => kept && image.data && { name: kept.name, extent: kept.extent, image: image.data },
    [kept, image.data],
  );
  return { kept, background, problem: image.error === null ? undefined : failureOf(image.error).message };
}

/** Of episodes without a session each has its own. */
export function placeOn({ database, header }: Pick<Episode, 'database' | 'header'>, plane: Plane): BackgroundPlace {
  return { database, session: header.session?.id ?? header.episode, plane };
}

/** Puts an image behind pictures, in place of the one that is there; `extentOf` says where, once its size is known. */
export async function putBackground(
  place: BackgroundPlace,
  file: File,
  extentOf: (image: HTMLImageElement) => Extent2,
): Promise<void> {
  await changing(async () => {
    if (file.size > largestImage) {
      throw new Failure(
        'BAD_INPUT',
        `${file.name} is larger than ${largestImage / 1e6} MB: choose a copy with fewer pixels`,
      );
    }
    const data = await dataOf(file);
    const image = await decoded(data, file.name);
    await keep({ ...place, name: file.name, extent: extentOf(image) }, image);
  });
}

/** Moves the edges of an image; on the screen at once. */
export async function moveBackground({ image: _, name: __, ...place }: KeptBackground, extent: Extent2): Promise<void> {
  change((all) => all.map((each) => (isAtPlace(each, place) ? { ...each, extent } : each)));
  await changing(() => client.backgrounds.move({ ...place, extent }));
}

export async function removeBackground(
  { image, ...kept }: KeptBackground,
  shown: Background | undefined,
): Promise<void> {
  const { database, session, plane } = kept;
  change((all) => all.filter((each) => !isAtPlace(each, kept)));
  await changing(async () => {
    await client.backgrounds.remove({ database, session, plane });
    const again = shown && { label: 'Undo', run: () => void changing(() => keep(kept, shown.image)) };
    say({ text: `${kept.name} is removed`, ...(again ? { action: again } : {}) });
  });
}

async function keep(input: Omit<KeptBackground, 'image'>, image: HTMLImageElement): Promise<void> {
  const kept = await client.backgrounds.save({ ...input, data: image.src });
  queryClient.setQueryData(imageQuery(kept.image).queryKey, image);
  change((all) => [...all.filter((each) => !isAtPlace(each, kept)), kept]);
}

const listKey = orpc.backgrounds.list.queryOptions().queryKey;

function change(edit: (all: readonly KeptBackground[]) => readonly KeptBackground[]): void {
  queryClient.setQueryData(listKey, (all: readonly KeptBackground[] | undefined) => edit(all ?? []));
}

async function changing(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    say({ tone: 'bad', text: failureOf(error).message });
    await queryClient.invalidateQueries({ queryKey: listKey });
  }
}

/** The image is named by its content: what is under a name never changes. */
function imageQuery(image: string) {
  return {
    queryKey: ['image behind a picture', image] as const,
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      decoded(await client.backgrounds.image({ image }, { signal }), 'The image behind the picture'),
  };
}

/** Whole, so that it can be written into pictures that stand alone. */
function dataOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Failure('BAD_INPUT', `${file.name} could not be read`, { cause: reader.error }));
    reader.readAsDataURL(file);
  });
}

/** Fails for what is no image. */
async function decoded(data: string, name: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = data;
  await image.decode().catch((thrown: unknown) => {
    throw new Failure('BAD_INPUT', `${name} is no image that a window can show`, { cause: thrown });
  });
  return image;
}
