import { Later, Reference } from '../resource.ts';
import type { Sink } from '../sinks/sink.ts';
import { byText } from './embedded.ts';
import { brief, type Found, later, nowhere } from './found.ts';
import { byGeography } from './geography.ts';
import { byHost } from './host.ts';
import { locate } from './location.ts';
import { byModel } from './model-route.ts';
import { byBucket, byReference, follow } from './reference.ts';
import { type Derive, perText, type Scene, type Seen } from './scene.ts';
import { targets } from './target.ts';
import type { Spotted } from './walk.ts';
import { beforeGap, writtenText } from './written-text.ts';

/** Attributes that say where a resource stands. */
const locating = /^(?:Region|AvailabilityZone|region|location|zone|availability_zone)$/;

/** R2, R7 and R11: a location as its provider writes it, or a list of them. */
const byLocation: Derive = (spotted, scene) =>
  perText(spotted, (value) => {
    if (typeof value === 'string') return [locate(scene.registry, scene.provider, value, scene.sink.product)];
    const zoned = zoneOf(value, scene);
    if (zoned !== undefined) return [zoned];
    // where a resource stands suggests which location its own is, and nothing of what else it says
    if (value instanceof Reference && !locating.test(value.attribute ?? '')) return [later(scene.provider, value)];
    return [{ ...follow(value, scene), sure: false }];
  });

/** A zone of a region, whichever it is: `ap-south-1` and then what nobody knows. Some zones are elsewhere. */
function zoneOf(value: Later, { registry, provider, sink }: Scene): Found | undefined {
  const text = sink.derive === 'R11' ? writtenText(value) : undefined;
  const region = text === undefined ? undefined : beforeGap(text);
  if (region === undefined) return undefined;
  return { ...locate(registry, provider, region), sure: false, because: `is a zone of \`${brief(region)}\`` };
}

/** R9, R10 and R13 have their meanings in the row; a value that the row does not foresee is not known. */
const byValue: Derive = ({ value }, { provider }) => {
  if (value instanceof Later) return [later(provider, value)];
  return [nowhere(provider, `\`${brief(shown(value))}\` is not a value that we know`)];
};

const shown = (value: unknown): string => (typeof value === 'object' ? 'a block' : String(value));

const derivers: Readonly<Record<Sink['derive'], Derive>> = {
  R1: (_, { own }) => [own],
  R2: byLocation,
  R3: byReference,
  R4: byBucket,
  R5: byHost,
  R6: byReference,
  R7: byLocation,
  R8: byText,
  R9: byValue,
  R10: byLocation,
  R11: byLocation,
  R12: byModel,
  R13: byValue,
  R14: byGeography,
};

/** The places that a value means: by the row's own list of values, else by what kind of thing it is. */
export function placesOf(spotted: Spotted, scene: Scene): readonly Seen[] {
  const { values, otherwise, derive } = scene.sink;
  const target = values === undefined ? undefined : targetOf(spotted.value, values);
  if (target !== undefined) return targets(target, scene);
  if (spotted.value === '' && otherwise !== undefined) return targets(otherwise, scene);
  if (values !== undefined && derive !== 'R2' && derive !== 'R7') return byValue(spotted, scene);
  const found = derivers[derive](spotted, scene);
  // the service takes nothing but what is near: a name that tells no place means the region of the resource
  if (otherwise === undefined || spotted.value instanceof Later) return found;
  return found.flatMap((one) =>
    one.sure || !one.place.includes('unknown region') ? [one] : targets(otherwise, scene),
  );
}

function targetOf(value: unknown, values: Readonly<Record<string, string>>): string | undefined {
  if (value instanceof Later && Object.keys(values).length === 1) return values['*'];
  if (value instanceof Later || (typeof value === 'object' && value !== null)) return undefined;
  const key = String(value).toLowerCase();
  return (Object.hasOwn(values, key) ? values[key] : undefined) ?? values['*'];
}
