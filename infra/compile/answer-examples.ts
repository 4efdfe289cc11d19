import { evidenceMap } from '../../shared/adapters/local/evidence-map.ts';
import { recordMap } from '../../shared/adapters/local/record-map.ts';
import type { AnswerKind } from '../../shared/api/answer.ts';
import { declarationExample, registrationExample } from '../../shared/api/examples.ts';
import { checkDeclaration } from '../../shared/operations/check-declaration.ts';
import { getApplication } from '../../shared/operations/get-application.ts';
import { getAudit } from '../../shared/operations/get-audit.ts';
import { getDeclaration } from '../../shared/operations/get-declaration.ts';
import { getHealth } from '../../shared/operations/get-health.ts';
import { getQuestions } from '../../shared/operations/get-questions.ts';
import { getReport } from '../../shared/operations/get-report.ts';
import { listApplications } from '../../shared/operations/list-applications.ts';
import { listAudits } from '../../shared/operations/list-audits.ts';
import { registerApplication } from '../../shared/operations/register-application.ts';
import { submitDeclaration } from '../../shared/operations/submit-declaration.ts';
import type { Rulebook } from '../../shared/policy/release.ts';
import type { Ports } from '../../shared/ports.ts';

/** Who asks in the examples, and when. */
const tenant = 'acme';
const instant = '2026-11-22T09:00:00.000Z';

/**
 * What the operations answer when a tenant registers an application, declares and reads, by kind of answer. Kinds that
 * describe themselves, a schema and the OpenAPI document, have no example.
 */
export async function answerExamples(rulebook: Rulebook): Promise<Partial<Record<AnswerKind, unknown>>> {
  const ports = portsOf(rulebook);
  const reader = { tenant };
  const text = JSON.stringify(declarationExample);
  const recording = (idempotencyKey: string) => ({ tenant, idempotencyKey, fingerprint: idempotencyKey });
  const registered = await registerApplication(ports, { ...recording('register'), ...registrationExample });
  const application: string = JSON.parse(registered.json).id;
  const declared = { ...recording('declare'), application, text, format: 'json' } as const;
  const submitted: string = (await submitDeclaration(ports, declared)).json;
  const id: string = JSON.parse(submitted).id;
  return {
    audit: JSON.parse(await checkDeclaration(ports, { text, format: 'json' })),
    application: JSON.parse(registered.json),
    submitted: JSON.parse(submitted),
    applicationState: await getApplication(ports, { reader, application }),
    applications: await listApplications(ports, { reader, filter: {}, limit: 50 }),
    audits: await listAudits(ports, { reader, filter: {}, limit: 50 }),
    questions: await getQuestions(ports, { reader, application }),
    declaration: JSON.parse(await getDeclaration(ports, { reader, id })),
    recorded: JSON.parse(await getAudit(ports, { reader, id })),
    report: beginning(await getReport(ports, { reader, id })),
    health: await getHealth(ports),
  };
}

export const formatAnswerExamples = (examples: Partial<Record<AnswerKind, unknown>>): string =>
  `${JSON.stringify(examples, null, 2)}\n`;

function portsOf(rulebook: Rulebook): Ports {
  const catalogue = { n: 7, ...rulebook };
  return {
    records: recordMap(),
    catalogue: { current: async () => catalogue, knownAt: async () => catalogue },
    evidence: evidenceMap(() => new Date(instant)),
    now: () => new Date(instant),
    nonce: () => '0'.repeat(64),
  };
}

/** A page is too long for an example. */
const beginning = (page: string) => `${page.slice(0, 200)}…`;
