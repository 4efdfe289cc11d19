import { auditReading, readText } from '../../../shared/audit/audit-text.ts';
import type { Audit } from '../../../shared/audit/finding.ts';
import { sha256 } from '../../../shared/canonical.ts';
import { openParameters } from '../../../shared/evidence/deployed/cloudformation/parameters.ts';
import { readTemplate, type TemplateOptions } from '../../../shared/evidence/deployed/cloudformation/read-template.ts';
import { parseTree } from '../../../shared/evidence/deployed/cloudformation/template-text.ts';
import { heldAgainst } from '../../../shared/evidence/deployed/held-against.ts';
import type { LookedAt } from '../../../shared/evidence/deployed/looked-at.ts';
import { withShown } from '../../../shared/evidence/deployed/with-shown.ts';
import type { Rulebook } from '../../../shared/policy/release.ts';

/** A declaration as JSON, terms filled in, and where and when a template is held against it. */
export type Against = {
  readonly declaration: string;
  readonly rulebook: Rulebook;
  readonly region: string;
  readonly account: string;
  readonly asOf: string;
};

/** The audit of a template, and what was looked at for it. */
export type Judged = { readonly audit: Audit; readonly name: string; readonly lookedAt: readonly LookedAt[] };

export type Judgement = {
  /** As the command has it with the same template, region, account and date: one digest. */
  readonly asWritten: Judged;
  /** With every default open, where there are any: a hook is not told what a stack is really given. */
  readonly asMayBe: Judged | undefined;
};

/** Audits a declaration with what a template deploys. Throws as the readers of both do. */
export function judge(template: string, against: Against): Judgement {
  const { raw } = parseTree(template, undefined, file);
  const parameters = openParameters(raw);
  const asWritten = judged(template, against);
  if (Object.keys(parameters).length === 0) return { asWritten, asMayBe: undefined };
  return { asWritten, asMayBe: judged(template, against, parameters) };
}

const file = 'template';

/** The stack's name is left out as the command leaves it out: it would stand before each address, and in the digest. */
function judged(
  template: string,
  { declaration, rulebook, region, account, asOf }: Against,
  parameters: TemplateOptions['parameters'] = {},
): Judged {
  const { declaration: declared, source } = readText(declaration, 'json', rulebook);
  const deployment = readTemplate(template, { file, region, account, parameters });
  const read = { name: file, sha256: sha256(template), deployment, locate: () => undefined };
  const { shown, lookedAt } = heldAgainst([read], declared, rulebook.registry);
  const reading = readText(JSON.stringify(withShown(source.raw, shown)), 'json', rulebook);
  return { audit: auditReading(reading, rulebook, asOf).audit, name: declared.application, lookedAt };
}
