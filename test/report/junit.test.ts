import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { junit, xml } from '../../shared/report/junit.ts';
import { attacks, half } from './audits.ts';
import { attacked, reported, tricks } from './reported.ts';

type Element = { readonly name: string; readonly attributes: Readonly<Record<string, string>> };

/** All elements with their attributes. */
function elementsOf(text: string): Element[] {
  const found: Element[] = [];
  const parser = new Parser({ onopentag: (name, attributes) => found.push({ name, attributes }) }, { xmlMode: true });
  parser.end(text);
  return found;
}

/** Tags, attributes in double quotes and text without `<`: all that this writer uses of XML, and nothing loose. */
const wellFormed =
  /^<\?xml [^<>]*\?>(?:[^<&]|&(?:amp|lt|gt|quot|apos);|<\/?\w+(?: [\w-]+="(?:[^"<&]|&(?:amp|lt|gt|quot|apos);)*")*\/?>)*$/;

const known = ['testsuites', 'testsuite', 'properties', 'property', 'testcase', 'failure', 'error', 'skipped'];

/** Nesting by hand, so that nothing is mended as a browser would. */
function isBalanced(text: string): boolean {
  const open: string[] = [];
  for (const [, close, name = '', empty] of text.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
    if (empty) continue;
    if (close && open.pop() !== name) return false;
    if (!close) open.push(name);
  }
  return open.length === 0;
}

describe('JUnit XML', () => {
  test.each([...attacks, ...tricks, 'application'])(
    'of %j is well-formed, with no element of somebody else',
    (attack) => {
      const text = junit(attacked(attack));
      expect(text).toMatch(wellFormed);
      expect(isBalanced(text)).toBe(true);
      expect(elementsOf(text).filter(({ name }) => !known.includes(name))).toEqual([]);
      expect(text).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
    },
  );

  test('has a case for each rule and subject, and counts them', () => {
    const { audit, ...rest } = reported(half);
    const elements = elementsOf(junit({ audit, ...rest }));
    const count = (name: string) => String(elements.filter((one) => one.name === name).length);
    const [all] = elements;
    expect(all?.attributes).toMatchObject({
      tests: count('testcase'),
      failures: count('failure'),
      errors: count('error'),
      skipped: count('skipped'),
    });
    const findings = audit.packs.flatMap((pack) => pack.findings);
    const failed = findings.filter(({ outcome }) => outcome === 'fail').length;
    expect(Number(all?.attributes.failures)).toBe(failed);
    expect(failed).toBeGreaterThan(0);
  });

  test('a pack that does not apply is skipped, and says why', () => {
    const skipped = elementsOf(junit(reported('application: X'))).filter(({ name }) => name === 'skipped');
    expect(skipped.map(({ attributes }) => attributes.message)).toContainEqual(expect.stringContaining('not in force'));
  });

  test('what nobody can tell is an error, and skipped where it is allowed, which is said', () => {
    const [strict] = elementsOf(junit(reported('application: X')));
    const text = junit(reported('application: X', { allowUnknown: true }));
    expect(Number(strict?.attributes.errors)).toBeGreaterThan(0);
    expect(elementsOf(text)[0]?.attributes.errors).toBe('0');
    expect(text).toContain('--allow-unknown');
    expect(junit(reported('application: X'))).not.toContain('--allow-unknown');
  });

  test.each([
    ['<a b="c">&\'', '&lt;a b=&quot;c&quot;&gt;&amp;&apos;'],
    ['\u0000\u001b\ufffe', '\ufffd\ufffd\ufffd'],
    ['\ud800x\u{1f600}', '\ufffdx\u{1f600}'],
    ['a\tb\nc', 'a\tb\nc'],
  ])('%j is written %j', (text, want) => expect(xml(text)).toBe(want));
});
