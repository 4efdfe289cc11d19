import type { Activity } from '../../../declaration/activity.ts';
import type { Resource } from '../resource.ts';
import { Later } from '../resource.ts';
import { defaultMayFail, mayFail } from '../sinks/sink.ts';
import { stepsOf } from '../sinks/sink-table.ts';
import { placesOf } from './derive.ts';
import type { ObservedPlacement } from './observed.ts';
import type { Scene, Seen } from './scene.ts';
import { targets } from './target.ts';
import { type Spotted, valuesOfKeys, walk } from './walk.ts';

type Steps = readonly (string | number)[];

/** What one row shows of one resource. A control shows nothing: it is evidence of another kind. */
export function observeSink(scene: Scene, owners: readonly Resource[]): ObservedPlacement[] {
  const { sink, resource } = scene;
  const { activity } = sink;
  if (activity === undefined || excepted(scene)) return [];
  const say = (seen: Seen, steps: Steps, may: boolean) => stated(scene, owners, activity, seen, steps, may);
  if (sink.place !== undefined && (sink.path === '(self)' || spotted(scene).length > 0 || sink.derive === 'R7'))
    return targets(sink.place, scene).flatMap((seen) => say(seen, [], mayFail(sink)));
  if (sink.derive === 'R1') {
    const [at] = sink.path === '(self)' ? [] : spotted(scene);
    return say(scene.own, at?.steps ?? [], mayFail(sink));
  }
  const spots = spotted(scene);
  if (spots.length > 0) return spots.flatMap((one) => placesAt(one, scene, say));
  if (sink.absent === undefined || !hasBlock(sink.within, resource)) return [];
  const because = 'is absent, and then it ';
  return targets(sink.absent, scene).flatMap((seen) =>
    say({ ...seen, because: `${because}${seen.because}` }, [], defaultMayFail(sink) && surelyAbsent(scene)),
  );
}

const placesAt = (
  one: Spotted,
  scene: Scene,
  say: (seen: Seen, steps: Steps, may: boolean) => ObservedPlacement[],
): ObservedPlacement[] =>
  placesOf(one, scene).flatMap((seen) => say(seen, seen.steps ?? one.steps, mayFail(scene.sink)));

/** The values that the row is about. */
function spotted({ sink, resource }: Scene): Spotted[] {
  const { path, reads, keys } = sink;
  const spots = walk(resource.properties, stepsOf(path));
  if (keys !== undefined) return spots.flatMap((one) => valuesOfKeys(one, keys));
  if (reads === undefined) return spots;
  return spots.flatMap((one) => {
    const read = reads.flatMap((way) => walk(one.value, stepsOf(way), one.steps));
    if (read.length > 0 || sink.otherwise === undefined) return read;
    return [{ value: '', steps: one.steps }];
  });
}

/** A row may yield to another property: a custom pair of regions decides, not the code of the location. */
function excepted({ sink, resource }: Scene): boolean {
  if (sink.unless === undefined) return false;
  const { path, is } = sink.unless;
  const found = walk(resource.properties, stepsOf(path));
  return found.some(({ value }) => !(value instanceof Later) && (is === undefined || String(value) === is));
}

/** Some defaults matter only where another property switches on what they are about. */
const surelyAbsent = ({ sink: { absentSureIf }, resource }: Scene): boolean =>
  absentSureIf === undefined ||
  walk(resource.properties, stepsOf(absentSureIf.path)).some(({ value }) => String(value) === absentSureIf.is);

const hasBlock = (within: string | undefined, { properties }: Resource): boolean =>
  within === undefined || walk(properties, stepsOf(within)).length > 0;

/**
 * A place in the words of a declaration. Where the property names a source, the resource is the copy: the activity is
 * here, and the data rest there already.
 */
function stated(
  scene: Scene,
  owners: readonly Resource[],
  activity: Activity,
  seen: Seen,
  steps: Steps,
  may: boolean,
): ObservedPlacement[] {
  const { sink, resource, own } = scene;
  const one = (place: Seen, does: Activity): ObservedPlacement => ({
    resource: resource.address,
    subjects: [resource, ...owners],
    activity: does,
    place: place.place,
    certainty: may && place.sure ? 'configuration' : 'hint',
    because: sentence(scene, place),
    at: { file: resource.at.file, pointer: pointerOf(resource, steps) },
    sink: sink.id,
  });
  if (!sink.from) return [one(seen, activity)];
  return [
    one({ ...own, because: `makes it a copy, which ${own.because}` }, activity),
    one({ ...seen, because: `names where its data come from, which ${seen.because}` }, 'store'),
  ];
}

const sentence = ({ sink, resource }: Scene, { because }: Seen): string =>
  sink.path === '(self)' || sink.pathConfidence === 'general'
    ? `\`${resource.address}\` ${because}`
    : `\`${sink.path}\` of \`${resource.address}\` ${because}`;

/** Where the properties of a resource stand below it. */
const below = { cloudformation: 'Properties', terraform: 'values' } as const;

function pointerOf({ at, platform }: Resource, steps: Steps): string {
  if (steps.length === 0) return at.pointer;
  const into = platform === 'cloudformation' ? below.cloudformation : below.terraform;
  const escaped = [into, ...steps].map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'));
  return `${at.pointer}/${escaped.join('/')}`;
}
