import { evidenceMap } from '../../shared/adapters/local/evidence-map.ts';
import { recordMap } from '../../shared/adapters/local/record-map.ts';
import type { AnswerKind } from '../../shared/api/answer.ts';
import {
  declarationExample,
  evidenceExample,
  exampleKeys,
  examplePaths,
  exampleQueries,
  offerExample,
  registrationExample,
} from '../../shared/api/examples.ts';
import { askQuestions } from '../../shared/operations/ask-questions.ts';
import type { CataloguePorts } from '../../shared/operations/catalogue-asked.ts';
import { checkDeclaration } from '../../shared/operations/check-declaration.ts';
import { startOfDay } from '../../shared/operations/days.ts';
import { getApplication } from '../../shared/operations/get-application.ts';
import { getAudit } from '../../shared/operations/get-audit.ts';
import { getDeclaration } from '../../shared/operations/get-declaration.ts';
import { getEvidence } from '../../shared/operations/get-evidence.ts';
import { getHealth } from '../../shared/operations/get-health.ts';
import { getPack } from '../../shared/operations/get-pack.ts';
import { getQuestions } from '../../shared/operations/get-questions.ts';
import { getReport } from '../../shared/operations/get-report.ts';
import { getRules } from '../../shared/operations/get-rules.ts';
import { getSite } from '../../shared/operations/get-site.ts';
import { listApplications } from '../../shared/operations/list-applications.ts';
import { listAudits } from '../../shared/operations/list-audits.ts';
import { listPacks } from '../../shared/operations/list-packs.ts';
import { listSites } from '../../shared/operations/list-sites.ts';
import { offerEvidence } from '../../shared/operations/offer-evidence.ts';
import { planRemedies } from '../../shared/operations/plan-remedies.ts';
import { registerApplication } from '../../shared/operations/register-application.ts';
import { submitDeclaration } from '../../shared/operations/submit-declaration.ts';
import type { CompiledPolicy } from '../../shared/policy/compiled.ts';
import { type Rulebook, rulebook } from '../../shared/policy/release.ts';
import type { EvidenceLinks, Ports } from '../../shared/ports.ts';

/** Who asks in the examples, and when. */
const tenant = 'acme';
const now = () => new Date('2026-11-22T09:00:00.000Z');

/** By what the examples are judged: two packs of all, so that an example can be read. */
export function exampleRulebook(registry: unknown, { packs, sets }: CompiledPolicy): Rulebook {
  const two = ['india-only', 'rbi-payment-data'];
  return rulebook(registry, { packs: packs.filter(({ pack }) => two.includes(pack)), sets });
}

/**
 * What the operations answer when a tenant registers an application, declares and reads, by kind of answer. Kinds that
 * describe themselves, a schema and the OpenAPI document, have no example.
 */
export async function answerExamples(rulebook: Rulebook): Promise<Partial<Record<AnswerKind, unknown>>> {
  const ports = portsOf(rulebook);
  const reader = { tenant };
  const { verdict, from } = exampleQueries.listAudits;
  const text = JSON.stringify(declarationExample);
  const recording = (idempotencyKey: string) => ({ tenant, idempotencyKey, fingerprint: idempotencyKey });
  const registered = await registerApplication(ports, {
    ...recording(exampleKeys.registerApplication),
    ...registrationExample,
  });
  const application: string = JSON.parse(registered.json).id;
  const declared = { ...recording(exampleKeys.submitDeclaration), application, text, format: 'json' } as const;
  const submitted: string = (await submitDeclaration(ports, declared)).json;
  const id: string = JSON.parse(submitted).id;
  return {
    audit: JSON.parse(await checkDeclaration(ports, { text, format: 'json' })),
    asked: JSON.parse(await askQuestions(ports, { text, format: 'json' })),
    remedies: JSON.parse(await planRemedies(ports, { text, format: 'json' })),
    application: JSON.parse(registered.json),
    submitted: JSON.parse(submitted),
    applicationState: await getApplication(ports, { reader, application }),
    applications: await listApplications(ports, { reader, filter: {}, limit: 50 }),
    audits: await listAudits(ports, { reader, filter: { verdict, from: startOfDay(from) }, limit: 50 }),
    questions: await getQuestions(ports, { reader, application }),
    declaration: JSON.parse(await getDeclaration(ports, { reader, id })),
    recorded: JSON.parse(await getAudit(ports, { reader, id })),
    report: beginning(await getReport(ports, { reader, id })),
    ...(await ofEvidence()),
    ...(await ofCatalogue(ports)),
    health: await getHealth(ports),
  };
}

/** What is said of evidence before it is uploaded, and after. */
async function ofEvidence() {
  const evidence = evidenceMap(now);
  const { sha256, mediaType } = offerExample;
  const offered = await offerEvidence({ evidence, links }, { tenant, offer: offerExample });
  evidence.upload(tenant, Buffer.from(evidenceExample), mediaType);
  return { offered, evidence: await getEvidence({ evidence, links }, { tenant, sha256 }) };
}

export const formatAnswerExamples = (examples: Partial<Record<AnswerKind, unknown>>): string =>
  `${JSON.stringify(examples, null, 2)}\n`;

async function ofCatalogue(ports: CataloguePorts) {
  const { provider, site, pack, version } = examplePaths;
  return {
    sites: await listSites(ports, exampleQueries.listSites),
    site: await getSite(ports, { provider, site }),
    packs: await listPacks(ports, {}),
    pack: await getPack(ports, { pack, version }),
    rules: beginning(await getRules(ports, { pack, version })),
  };
}

function portsOf(rulebook: Rulebook): Ports {
  const catalogue = { n: 7, ...rulebook };
  return {
    records: recordMap(),
    catalogue: { current: async () => catalogue, knownAt: async () => catalogue },
    evidence: evidenceMap(now),
    now,
    nonce: () => '0'.repeat(64),
  };
}

/** Addresses as S3 would have them, but for bucket and signature. */
const address = 'https://bodies.example/evidence?X-Amz-Expires=600&X-Amz-Signature=0a1b2c';
const link = { url: address, expires: '2026-11-22T09:10:00.000Z' };
const links: EvidenceLinks = {
  toUpload: async (_, { sha256, size, mediaType }) => ({
    ...link,
    headers: {
      'content-length': String(size),
      'content-type': mediaType,
      'if-none-match': '*',
      'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
    },
  }),
  toRead: async () => link,
};

/** A page is too long for an example. */
const beginning = (page: string) => `${page.slice(0, 200)}…`;
