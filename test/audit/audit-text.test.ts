import { expect, test } from 'vitest';
import { auditText } from '../../shared/audit/audit-text.ts';
import { parsePointer } from '../../shared/declaration/pointer.ts';
import { loadPolicy } from '../../shared/policy/load.ts';
import { allPacks, registry, setOf, words } from '../policy/fixture-packs.ts';
import { day } from './declarations.ts';

const rulebook = { registry, policy: loadPolicy(allPacks, setOf(), words) };

const text = `application: x
data:
  clips:
    category: user.content
    store: [yotta/nm1, aws/us-east-1, yotta/nm11]
    log: SG
    cache: {at: US}
`;

test('what is found points to where it stands in the text', () => {
  const { audit, reading } = auditText(text, 'yaml', rulebook, day);
  const failed = audit.packs.flatMap(({ findings }) =>
    findings.filter(({ rule, outcome }) => rule === 'only-in-india' && outcome === 'fail'),
  );
  const places = failed.map(({ at, subject }) => {
    const parts = parsePointer(at).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    return { subject, at, ...reading.source.locate(parts) };
  });
  expect(places).toEqual([
    { subject: '/data/clips/cache@US', at: '/data/clips/cache', line: 7, column: 5 },
    { subject: '/data/clips/log@SG', at: '/data/clips/log', line: 6, column: 5 },
    { subject: '/data/clips/store@aws/us-east-1', at: '/data/clips/store/1', line: 5, column: 24 },
  ]);
  expect(audit.warnings.map(({ pointer }) => pointer)).toEqual(['/data/clips/store/2']);
});

test('the two formats have one digest', () => {
  const { audit, reading } = auditText(text, 'yaml', rulebook, day);
  expect(auditText(JSON.stringify(reading.source.raw), 'json', rulebook, day).audit.digest).toBe(audit.digest);
});
