/** Where a sensor looks. */
export interface Place {
  readonly room: string;
  readonly zone: string;
}

/** What says that a sensor is one of presence, and nothing about where it is. */
const markers = new Set(
  'presence pressence occupancy occupied motion pir fp1 fp2 mmwave radar sensor detector detected binary state'.split(
    ' ',
  ),
);
/** Words of rooms as they are written, and what a room is called. */
const rooms: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    (
      'bedroom bathroom kitchen office hallway hall corridor entry entryway entrance toilet wc study garage basement attic ' +
      'laundry closet pantry nursery lounge library workshop terrace balcony lobby lab stairs playroom gym sauna'
    )
      .split(' ')
      .map((word) => [word, word]),
  ),
  ...{ living: 'living_room', livingroom: 'living_room', dining: 'dining_room', diningroom: 'dining_room' },
  ...{
    meeting: 'meeting_room',
    conference: 'conference_room',
    bed: 'bedroom',
    bath: 'bathroom',
    guestroom: 'guest_room',
  },
};
/** Of these only `bed room` is a room; a bed alone is a place in one. */
const needRoom = new Set(['bed', 'bath']);
const before = new Set(
  'guest small big large main master front back upper lower upstairs downstairs left right kids child north south'.split(
    ' ',
  ),
);
const wholes = new Set(['full', 'whole', 'all', 'area', 'room', 'zone']);
const longest = 50;

/**
 * The room and zone that an entity's name says: `binary_sensor.bedroom_fp2_bed_side` is the zone `bed_side` of `bedroom`,
 * `BedroomABed` the zone `bed` of `bedroom_a`. A known word names the room, with what qualifies it (`guest`, `small`; a
 * letter or number behind it); without one it is what stands before `_fp2_`, `presence`, `motion`…; without that either
 * the room is `home`. What is left is the zone, `full` where nothing is.
 */
export function placeOf(entity: string): Place {
  const words = wordsOf(entity);
  const place = byRoom(words) ?? byMarker(words) ?? { room: 'home', rest: words };
  const room = place.room.slice(0, longest);
  const own = new Set([...room.split('_'), room.replaceAll('_', '')]);
  const rest = place.rest.filter((word) => !markers.has(word) && !wholes.has(word) && !own.has(word));
  return { room, zone: rest.join('_').slice(0, longest) || 'full' };
}

/** The name without its domain, at underscores, spaces and capitals. */
function wordsOf(entity: string): readonly string[] {
  return entity
    .replace(/^[a-z_]+\./, '')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

interface Found {
  readonly room: string;
  readonly rest: readonly string[];
}

function byRoom(words: readonly string[]): Found | null {
  const at = words.findIndex((word, index) => isRoom(word, words[index + 1]));
  if (at < 0) return null;
  let first = at;
  while (before.has(words[first - 1] ?? '')) first -= 1;
  const names = [rooms[words[at] as string] as string];
  let end = at + 1;
  if (words[end] === 'room') end += 1;
  // `living_kitchen` is one room.
  if (isRoom(words[end] ?? '', words[end + 1]) && words[at] === 'living') {
    names.splice(0, 1, 'living', rooms[words[end] as string] as string);
    end += 1;
  }
  if (/^([a-z]|\d{1,2})$/.test(words[end] ?? '')) names.push(words[end++] as string);
  const room = [...words.slice(first, at), ...names].join('_');
  return { room, rest: [...words.slice(0, first), ...words.slice(end)] };
}

function isRoom(word: string, next: string | undefined): boolean {
  return Object.hasOwn(rooms, word) && (!needRoom.has(word) || next === 'room');
}

function byMarker(words: readonly string[]): Found | null {
  const at = words.findIndex((word) => markers.has(word));
  return at <= 0 ? null : { room: words.slice(0, at).join('_'), rest: words.slice(at) };
}

const presenceWords = new Set('presence pressence occupancy occupied motion pir fp1 fp2 mmwave radar'.split(' '));
const otherWords = new Set(
  (
    'door window contact lock battery smoke leak moisture water gas problem update connectivity connected online power plug ' +
    'charging vibration tamper light rain sound running heat cold safety garage_door opening'
  ).split(' '),
);
const domains = new Set(['binary_sensor', 'input_boolean']);

/** Whether an entity tells of presence: by its class where it has one, else by its domain and the words of its name. */
export function isPresence(entity: string, deviceClass: string | null): boolean {
  const domain = /^([a-z_]+)\./.exec(entity)?.[1];
  if (domain !== undefined && !domains.has(domain)) return false;
  if (deviceClass !== null) return ['presence', 'occupancy', 'motion'].includes(deviceClass);
  const words = wordsOf(entity);
  return words.some((word) => presenceWords.has(word)) || !words.some((word) => otherWords.has(word));
}
