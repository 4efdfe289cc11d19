import type { Activity } from '../../../declaration/activity.ts';
import { Later, type Resource } from '../resource.ts';
import { defaultMayFail, mayFail } from '../sinks/sink.ts';
import { stepsOf } from '../sinks/sink-table.ts';
import { placesOf } from './derive.ts';
import { brief } from './found.ts';
import type { ObservedPlacement } from './observed.ts';
import type { Scene, Seen } from './scene.ts';
import { targets } from './target.ts';
import { type Spotted, valuesOfKeys, walk } from './walk.ts';

type Steps = readonly (string | number)[];

/** What one row shows of one resource. A control shows nothing: it is evidence of another kind. */
export function observeSink(scene: Scene, owners: readonly Resource[]): ObservedPlacement[] {
  const { sink } = scene;
  if (sink.activity === undefined || excepted(scene)) return [];
  return placesIn(scene).flatMap(({ seen, may }) => stated(scene, owners, seen, may));
}

/** A place, and whether the row lets it fail a build. */
type Judged = { readonly seen: Seen; readonly may: boolean };

function placesIn(scene: Scene): Judged[] {
  const { sink } = scene;
  const judged = (all: readonly Seen[], may: boolean) => all.map((seen) => ({ seen, may }));
  const spots = sink.path === '(self)' ? [] : spotted(scene);
  if (sink.place !== undefined) return judged(targets(sink.place, scene), mayFail(sink));
  if (sink.derive === 'R1') return judged([{ ...scene.own, steps: spots[0]?.steps ?? [] }], mayFail(sink));
  if (spots.length === 0) return judged(absent(scene), defaultMayFail(sink) && surelyAbsent(scene));
  const found = spots.map((one) => ({ one, places: placesAt(one, scene) }));
  const orNone = found.some(({ one, places }) => one.doubt !== undefined && places.length === 0);
  const all = found.flatMap(({ places }) => places);
  return judged(weighed(all, orNone), mayFail(sink));
}

/** What one value means; null is that there is none, of several. */
const placesAt = (one: Spotted, scene: Scene): Seen[] =>
  (one.value === null ? absent(scene) : placesOf(one, scene)).map((seen) => ({
    ...seen,
    steps: seen.steps ?? one.steps,
    ...(one.doubt === undefined ? {} : { doubt: one.doubt }),
  }));

/** One of several values: sure only where each is the same place, and there is one. */
function weighed(all: readonly Seen[], orNone: boolean): Seen[] {
  const places = new Set(all.flatMap(({ doubt, place }) => (doubt === undefined ? [] : [place])));
  return all.map((seen) =>
    seen.doubt === undefined || (places.size === 1 && !orNone)
      ? seen
      : { ...seen, sure: false, because: `${seen.because}, if at all: ${brief(seen.doubt)}` },
  );
}

/** What it means that the property is missing. */
function absent(scene: Scene): readonly Seen[] {
  const { sink, resource } = scene;
  if (sink.absent === undefined || !hasBlock(sink.within, resource)) return [];
  return targets(sink.absent, scene).map((seen) => ({ ...seen, because: `is absent, and then it ${seen.because}` }));
}

/** The values that the row is about. */
function spotted({ sink, resource }: Scene): Spotted[] {
  const { path, reads, keys } = sink;
  const spots = walk(resource.properties, stepsOf(path));
  if (keys !== undefined) return spots.flatMap((one) => valuesOfKeys(one, keys));
  if (reads === undefined) return spots;
  return spots.flatMap((one) => {
    const read = reads.flatMap((way) => walk(one.value, stepsOf(way), one.steps, one.doubt));
    if (read.length > 0) return read;
    return [{ ...one, value: sink.otherwise === undefined ? unread : '' }];
  });
}

const unread = new Later('it names no place that we know how to read');

/** A row may yield to another property: a custom pair of regions decides, not the code of the location. */
function excepted({ sink, resource }: Scene): boolean {
  if (sink.unless === undefined) return false;
  return surely(resource, sink.unless.path, sink.unless.is);
}

/** Whether a property is there, and this; what may be something else is not. */
const surely = ({ properties }: Resource, path: string, is: string | undefined): boolean =>
  walk(properties, stepsOf(path)).some(
    ({ value, doubt }) =>
      doubt === undefined && !(value instanceof Later) && (is === undefined || String(value) === is),
  );

/** Some defaults matter only where another property switches on what they are about. */
const surelyAbsent = ({ sink: { absentSureIf }, resource }: Scene): boolean =>
  absentSureIf === undefined || surely(resource, absentSureIf.path, absentSureIf.is);

const hasBlock = (within: string | undefined, { properties }: Resource): boolean =>
  within === undefined || walk(properties, stepsOf(within)).length > 0;

/**
 * A place in the words of a declaration. Where the property names a source, the resource is the copy: the activity is
 * here, and the data rest there already. What may not be deployed at all can only doubt.
 */
function stated(scene: Scene, owners: readonly Resource[], seen: Seen, may: boolean): ObservedPlacement[] {
  const { sink, resource, own } = scene;
  const { activity } = sink;
  if (activity === undefined) return [];
  const one = (place: Seen, does: Activity): ObservedPlacement => ({
    resource: resource.address,
    subjects: [resource, ...owners],
    activity: does,
    place: place.place,
    certainty: may && place.sure && resource.perhaps === undefined ? 'configuration' : 'hint',
    because: sentence(scene, place),
    at: { file: resource.at.file, pointer: pointerOf(resource, seen.steps ?? []) },
    sink: sink.id,
  });
  if (!sink.from) return [one(seen, activity)];
  const copied = seen.doubt === undefined || seen.sure;
  return [
    one({ ...own, sure: own.sure && copied, because: `makes it a copy, which ${own.because}` }, activity),
    one({ ...seen, because: `names where its data come from, which ${seen.because}` }, 'store'),
  ];
}

function sentence({ sink, resource }: Scene, { because }: Seen): string {
  const whole = sink.path === '(self)' || sink.pathConfidence === 'general';
  const what = whole ? `\`${resource.address}\`` : `\`${sink.path}\` of \`${resource.address}\``;
  const condition = resource.perhaps === undefined ? '' : `, if it is deployed: ${brief(resource.perhaps)}`;
  return `${what} ${because}${condition}`;
}

/** Where the properties of a resource stand below it: a plan has it among what changes, or among what is planned. */
function propertiesAt({ at, platform }: Resource): string {
  if (platform === 'cloudformation') return 'Properties';
  return at.pointer.startsWith('/resource_changes/') ? 'change/after' : 'values';
}

function pointerOf(resource: Resource, steps: Steps): string {
  const { pointer } = resource.at;
  if (steps.length === 0) return pointer;
  const escaped = steps.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'));
  return `${pointer}/${propertiesAt(resource)}/${escaped.join('/')}`;
}
