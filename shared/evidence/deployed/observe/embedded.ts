import { Later } from '../resource.ts';
import { brief, type Found, later, nowhere } from './found.ts';
import { hostPlace } from './host.ts';
import { locate } from './location.ts';
import { modelPlace } from './model-route.ts';
import { bucketName, follow, standing, written } from './reference.ts';
import type { Derive, Scene, Seen } from './scene.ts';
import { texts } from './walk.ts';

/** Longer text is not searched to its end, and says so. */
const longest = 100_000;

const arns = /\barn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[^\s"'\\,)\]}]*/g;
const hosts = /\b[a-z0-9-]+(?:\.[a-z0-9-]+)+\.(?:com|net|aws|io|app|dev)\b/g;
/** A region standing by itself: not part of a name such as `kyc-us-east-1`. */
const regions = /(?<![\w.:/-])(?:[a-z]{2,4}(?:-[a-z]+)+-\d|[a-z]+-[a-z]+\d+)(?![\w-])/g;
const routes = /(?<![\w.-])(?:(?:in|apac|us|eu|jp|au|ca|us-gov|global)\.)[a-z0-9-]+\.[\w.:-]+/g;

/**
 * R8: text in which places may stand: a policy, a state machine, an environment. What is found can only doubt, unless
 * the text is nothing but an id. That nothing is found proves nothing; for what surely goes somewhere it is unknown.
 */
export const byText: Derive = (spotted, scene) => {
  const { found, cut } = texts(spotted);
  const all = found.flatMap(({ value, steps }) => inOne(value, scene).map((one) => ({ ...one, steps })));
  const unread = cut || found.some(({ value }) => typeof value === 'string' && value.length > longest);
  const places: Seen[] = unread ? [...all, nowhere(scene.provider, 'the text is too long to be read to its end')] : all;
  if (places.length > 0 || scene.sink.verdict !== 'V') return each(places);
  return [nowhere(scene.provider, 'the text names no place')];
};

/** The same place said twice is one. */
const each = (places: readonly Seen[]): Seen[] =>
  [...new Map(places.toReversed().map((one) => [one.place, one])).values()].toReversed();

function inOne(value: unknown, scene: Scene): Found[] {
  if (value instanceof Later) {
    const there = follow(value, scene);
    return [there.sure ? { ...there, sure: false } : later(scene.provider, value)];
  }
  if (typeof value !== 'string') return [];
  const whole = wholly(value, scene);
  if (whole !== undefined) return [whole];
  return within(value.slice(0, longest), scene).map((one) => ({ ...one, sure: false }));
}

/** A text that is an id: `logging.googleapis.com/projects/p/locations/asia-south1/buckets/b`. */
function wholly(text: string, scene: Scene): Found | undefined {
  if (text.length > 2_000 || /[\s{"]/.test(text)) return undefined;
  return written(text, scene) ?? (text.includes('/') ? standing(scene.neighbours.meant(text), scene) : undefined);
}

function within(text: string, scene: Scene): Found[] {
  const { registry, provider } = scene;
  const matches = (pattern: RegExp) => [...new Set(text.match(pattern))];
  return [
    ...matches(arns).flatMap((arn) => written(arn, scene) ?? []),
    ...matches(hosts).flatMap((host) => hostPlace(host, scene) ?? []),
    ...matches(routes).flatMap((route) => (provider === 'aws' ? (modelPlace(route, scene) ?? []) : [])),
    ...matches(regions).flatMap((region) => {
      const found = locate(registry, provider, region);
      return found.sure ? [{ ...found, because: `stands in the text: \`${brief(region)}\`` }] : [];
    }),
    ...buckets(text, scene),
  ];
}

/** Buckets that the text names by a URL, followed in the deployment. */
const buckets = (text: string, scene: Scene): Found[] =>
  [...new Set(text.match(/\b(?:s3|gs):\/\/[a-z0-9.-]+/g))].map((url) => follow(bucketName(url), scene, /bucket/i));
