import type { Later } from '../resource.ts';
import { brief, type Found, later, nowhere } from './found.ts';
import { hostOf, hostPlace } from './host.ts';
import { locate } from './location.ts';
import { modelPlace } from './model-route.ts';
import { bucketPlace, follow, standing, written } from './reference.ts';
import { type Derive, perText, type Scene, type Seen } from './scene.ts';
import { texts } from './walk.ts';
import { writtenText } from './written-text.ts';

/** Longer text is not searched to its end, and says so. */
const longest = 100_000;

/** A longer run of characters without a blank is data, not an id. */
const longestWord = 2_000;

const region = /^(?:[a-z]{2,4}(?:-[a-z]+)+-\d|[a-z]+-[a-z]+\d+)$/;
const route = /^(?:in|apac|us|eu|jp|au|ca|us-gov|global)\.[a-z0-9-]+\.[\w.:-]+$/;

/**
 * R8: text in which places may stand: a policy, a state machine, an environment. What is found can only doubt, unless
 * the text is nothing but an id. That nothing is found proves nothing; for what surely goes somewhere it is unknown.
 */
export const byText: Derive = (spotted, scene) => {
  const { found, cut } = texts(spotted);
  const all = perText(spotted, (value) => inOne(value, scene));
  const unread = cut || found.some(({ value }) => typeof value === 'string' && value.length > longest);
  const places: Seen[] = unread ? [...all, nowhere(scene.provider, 'the text is too long to be read to its end')] : all;
  if (places.length > 0 || scene.sink.verdict !== 'V') return each(places);
  return [nowhere(scene.provider, 'the text names no place')];
};

/** The same place said twice is one. */
const each = (places: readonly Seen[]): Seen[] =>
  [...new Map(places.toReversed().map((one) => [one.place, one])).values()].toReversed();

function inOne(value: string | Later, scene: Scene): Found[] {
  const text = writtenText(value);
  // who may do a thing is an account or a role of one, and those are nowhere
  if (text !== undefined && /^arn:[a-z-]+:(?:iam|sts)::/.test(text)) return [];
  const whole = text === undefined ? undefined : wholly(text, scene);
  if (whole !== undefined) return [whole];
  const inside = text === undefined ? [] : within(text.slice(0, longest), scene);
  if (typeof value === 'string') return inside.map((one) => ({ ...one, sure: false }));
  if (scene.sink.later === 'none') return inside.map((one) => ({ ...one, sure: false }));
  const there = follow(value, scene);
  return [...inside, there.sure || inside.length === 0 ? there : later(scene.provider, value)].map((one) => ({
    ...one,
    sure: false,
  }));
}

/** A text that is an id: `logging.googleapis.com/projects/p/locations/asia-south1/buckets/b`. */
function wholly(text: string, scene: Scene): Found | undefined {
  if (text.length > 2_000 || /[\s{"]/.test(text)) return undefined;
  return arnPlace(text, scene) ?? (text.includes('/') ? standing(scene.neighbours.meant(text), scene) : undefined);
}

/** The route of a model decides where it runs, and not the region that its ARN names. */
const arnPlace = (text: string, scene: Scene): Found | undefined =>
  (/^arn:[a-z-]+:bedrock:/.test(text) ? modelPlace(text, scene) : undefined) ?? written(text, scene);

/** What stands in a longer text, word by word: a region is a word of its own, not part of `kyc-us-east-1`. */
function within(text: string, scene: Scene): Found[] {
  const words = new Set(text.split(/[\s"'\\,;()[\]{}<>|=&`]+/));
  return [...words].flatMap((word) =>
    word.length > longestWord
      ? [nowhere(scene.provider, 'a part of the text is too long to be read')]
      : inWord(word.replace(/[.:!?]$/, ''), scene),
  );
}

function inWord(word: string, scene: Scene): Found[] {
  const { provider } = scene;
  if (word.startsWith('arn:')) return one(arnPlace(word, scene));
  if (/^(?:s3|gs):\/\/[a-z0-9]/.test(word)) return [bucketPlace(word, scene)];
  if (provider === 'aws' && route.test(word)) return one(modelPlace(word, scene));
  const service = provider === 'aws' ? /^com\.amazonaws\.([a-z0-9-]+)\./.exec(word)?.[1] : undefined;
  if (service !== undefined) return regionIn(service, scene);
  const host = hostOf(word);
  if (host !== undefined) return one(hostPlace(host, scene));
  return word.split(':').flatMap((part) => regionIn(part, scene));
}

/** A region, or a zone of one: `us-east-1a`. */
function regionIn(part: string, { provider, registry }: Scene): Found[] {
  const name = provider === 'aws' ? part.replace(/(-\d)[a-z]$/, '$1') : part;
  const found = region.test(name) ? locate(registry, provider, name) : undefined;
  return found?.sure ? [{ ...found, because: `stands in the text: \`${brief(part)}\`` }] : [];
}

const one = (found: Found | undefined): Found[] => (found === undefined ? [] : [found]);
