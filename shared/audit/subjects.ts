import { formatPointer } from '../declaration/pointer.ts';
import type { Declaration } from '../declaration/schema.ts';
import type { Completable } from '../declaration/vocabulary.ts';
import type { EvidenceMap } from '../evidence/evidence.ts';
import type { Words } from '../policy/open-list.ts';
import { parseDate } from '../policy/period.ts';
import { App, Doc, Owner } from '../policy/subjects.ts';
import { type BoundAsset, bindAsset } from './bind-asset.ts';
import { type Binding, type Bound, bound, ended, listed, words } from './bound.ts';
import type { Basis } from './outcome.ts';
import { type BoundTerms, boundTerms } from './terms.ts';

/** A declaration made ready to be judged. Lists that the operator did not call complete are open. */
export type Subjects = {
  readonly app: Bound<App>;
  readonly assets: readonly BoundAsset[];
  readonly documents: readonly Bound<Doc>[];
  readonly owners: readonly Bound<Owner>[];
  readonly terms: BoundTerms;
  readonly asOf: Date;
  readonly closed: ReadonlySet<Completable>;
  /** Whether a document counts only by its digest. */
  readonly demanded: boolean;
  /** Whether evidence is required, and none shows any configuration. */
  readonly unshown: boolean;
  /** The roles as if their list were open: what the operator would have to deny. */
  readonly openRoles: Words;
};

const showsConfiguration = (evidence: EvidenceMap): boolean =>
  Object.values(evidence).some(
    (item) => item.kind === 'observed' && item.certainty === 'configuration' && item.placements.length > 0,
  );

export function bind(binding: Binding): Subjects {
  const { declaration, evidence, context } = binding;
  const closed = closedLists(declaration);
  const assets = Object.keys(listed(declaration.data))
    .toSorted()
    .map((id) => bindAsset(id, binding, closed));
  const documents = bindDocuments(binding);
  const owners = bindOwners(binding, closed.has('owners'));
  const rolesWith = (complete: boolean) =>
    words(
      declaration.roles,
      declaration.notRoles ?? [],
      complete,
      () => 'whether the operator or the application has such a role was not said',
      'roles',
    );
  const app = Object.assign(new App(), {
    name: declaration.application,
    ...(declaration.operator?.country === undefined ? {} : { country: declaration.operator.country }),
    roles: rolesWith(closed.has('roles')),
    exemptions: words(
      declaration.exemptions,
      [],
      closed.has('exemptions'),
      (name) => `whether the exemption \`${name}\` is claimed was not said`,
      'exemptions',
    ),
    assets: ended(assets, closed.has('data'), 'the data were not said to be complete', 'data'),
    documents: ended(documents, closed.has('documents'), 'the documents were not said to be complete', 'documents'),
    owners: ended(owners, closed.has('owners'), ownersOpen, 'owners'),
  });
  return {
    app: bound(app, '/facts', '/facts', declaration.facts ?? {}, binding.facts.application, binding),
    assets,
    documents,
    owners,
    terms: boundTerms(declaration, evidence, context.registry.abroad),
    asOf: parseDate(context.asOf),
    closed,
    demanded: binding.demanded,
    unshown: binding.required && !showsConfiguration(evidence),
    openRoles: rolesWith(false),
  };
}

/** A list is closed when the operator says so, aloud: by `none`, or by `complete` beside a list that was given. */
function closedLists(declaration: Declaration): ReadonlySet<Completable> {
  const claimed = (declaration.complete ?? []).filter((list) => list === 'contexts' || declaration[list] !== undefined);
  const lists = ['roles', 'documents', 'owners', 'parties', 'exemptions'] as const;
  return new Set([...claimed, ...lists.filter((list) => declaration[list] === 'none')]);
}

function bindDocuments(binding: Binding): Bound<Doc>[] {
  return Object.entries(listed(binding.declaration.documents))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, document]) => {
      const at = formatPointer(['documents', key]);
      const one = bound(
        Object.assign(new Doc(), {
          kind: document.kind,
          ...(document.sha256 === undefined ? {} : { sha256: document.sha256 }),
          ...(document.title === undefined ? {} : { title: document.title }),
        }),
        at,
        at,
        document,
        binding.facts.document,
        binding,
      );
      const basis: Basis = document.sha256 === undefined ? 'declared' : 'attested';
      return { ...one, bases: new Map([...one.bases.keys(), 'kind'].map((name) => [name, basis])) };
    });
}

const ownersOpen = 'the owners were not said to be complete';

/** Owners of the operator, and who owns them: `direct` tells them apart. */
function bindOwners(binding: Binding, complete: boolean): Bound<Owner>[] {
  const bindOne = (owner: OwnerDeclared, at: string, direct: boolean): Bound<Owner>[] => {
    const beneficial = Object.entries(owner.owners ?? {}).flatMap(([key, inner]) =>
      bindOne(inner, `${at}${formatPointer(['owners', key])}`, false),
    );
    const it = Object.assign(new Owner(), {
      direct,
      ...(owner.name === undefined ? {} : { name: owner.name }),
      ...(owner.country === undefined ? {} : { country: owner.country }),
      ...(owner.control === undefined ? {} : { control: owner.control }),
      ...(owner.percent === undefined ? {} : { percent: BigInt(Math.ceil(owner.percent)) }),
      owners: ended(beneficial, complete, ownersOpen, 'owners'),
    });
    return [bound(it, at, at, owner, binding.facts.owner, binding), ...beneficial];
  };
  return Object.entries(listed(binding.declaration.owners)).flatMap(([key, owner]) =>
    bindOne(owner, formatPointer(['owners', key]), true),
  );
}

type OwnerDeclared = {
  readonly name?: string | undefined;
  readonly country?: string | undefined;
  readonly control?: boolean | undefined;
  readonly percent?: number | undefined;
  readonly owners?: Readonly<Record<string, OwnerDeclared>> | undefined;
};
