import { type Activity, whereOf } from '../declaration/activity.ts';
import type { Scope } from '../policy/evaluate.ts';
import type { LoadedRule } from '../policy/expressions.ts';
import type { LoadedPack } from '../policy/load.ts';
import { type Doc, Placement } from '../policy/subjects.ts';
import { isUnknown, type Tri, unknown } from '../policy/unknown.ts';
import type { BoundAsset, BoundPlacement } from './bind-asset.ts';
import type { Bound } from './bound.ts';
import type { Finding } from './finding.ts';
import { finding, type Judged, judge, notApplicable, open, type Subject, weakest } from './judge.ts';
import { type Basis, outcomes } from './outcome.ts';
import { selects } from './selection.ts';
import type { Subjects } from './subjects.ts';

/** One pack's rule over one declaration, under one reading of its disputed clauses. */
export type Sitting = {
  readonly pack: LoadedPack;
  readonly rule: LoadedRule;
  readonly subjects: Subjects;
  readonly scope: Scope;
  readonly asOf: string;
};

/** What one rule says of each of its subjects. */
export function findingsOf(sitting: Sitting): Finding[] {
  switch (sitting.rule.for) {
    case 'application':
      return ofApplication(sitting);
    case 'document':
      return ofDocument(sitting);
    case 'owner':
      return ofOwners(sitting);
    case 'asset':
      return sitting.subjects.assets.flatMap((asset) => ofAsset(sitting, asset));
    case 'placement':
      return sitting.subjects.assets.flatMap((asset) => ofPlacements(sitting, asset));
  }
}

function write(
  { pack, rule, asOf, scope }: Sitting,
  subject: Subject,
  judged: Judged,
  within: Scope = scope,
): Finding[] {
  return judged.outcome === 'not-applicable' ? [] : [finding(pack, rule, asOf, subject, judged, within)];
}

function ofApplication(sitting: Sitting): Finding[] {
  const { rule, subjects, scope } = sitting;
  const terms = rule.reads.some(([first]) => first === 'terms');
  const basis = terms ? subjects.terms.basis : basisOf(rule, 'app', subjects.app);
  const at = terms ? '/terms' : '/facts';
  const judged = judge(rule, scope);
  const against = terms && judged.outcome === 'fail' ? subjects.terms.against : undefined;
  const because = against === undefined ? judged.because : `${judged.because}: ${against}`;
  return write(sitting, { subject: at, at, basis }, { ...judged, because });
}

function ofOwners(sitting: Sitting): Finding[] {
  const { rule, subjects, scope } = sitting;
  const each = subjects.owners.flatMap((owner) => {
    const within = { ...scope, owner: owner.it };
    return write(sitting, { ...owner, basis: basisOf(rule, 'owner', owner) }, judge(rule, within), within);
  });
  const more = subjects.closed.has('owners')
    ? []
    : write(
        sitting,
        { subject: '/owners', at: '/owners', basis: 'declared' },
        open(unknown('the owners were not said to be complete', 'owners')),
      );
  return [...each, ...more];
}

/** Some document of the kind satisfies the rule. None does: that fails only where there are no other documents. */
function ofDocument(sitting: Sitting): Finding[] {
  const { rule, subjects, scope } = sitting;
  const subject = `/documents/${rule.document}`;
  const needed: Tri = rule.when === undefined ? true : rule.when(scope);
  if (needed === false) return [];
  if (isUnknown(needed)) return write(sitting, { subject, at: '/documents', basis: 'declared' }, open(needed));
  const kind = subjects.documents.filter(({ it }) => it.kind === rule.document);
  const judged = kind.map((doc) => ({
    doc,
    judged: unlessBare(subjects, doc.it, judge({ ...rule, when: undefined }, { ...scope, doc: doc.it })),
  }));
  const [best] = judged.toSorted((a, b) => outcomes.indexOf(a.judged.outcome) - outcomes.indexOf(b.judged.outcome));
  const at = best?.doc.at ?? '/documents';
  const basis = best ? basisOf(rule, 'doc', best.doc) : 'declared';
  const within = best ? { ...scope, doc: best.doc.it } : scope;
  if (best && best.judged.outcome !== 'fail') return write(sitting, { subject, at, basis }, best.judged, within);
  const shortfall = best?.judged.because ?? `there is no ${rule.document?.replaceAll('-', ' ')}`;
  const verdict: Judged = subjects.closed.has('documents')
    ? { outcome: 'fail', because: shortfall, gaps: [] }
    : open(unknown(`${shortfall}, and the documents were not said to be complete`, 'documents'));
  return write(sitting, { subject, at, basis }, verdict, within);
}

/** A document that is named without its digest could be any paper: where documents are demanded, it shows nothing. */
function unlessBare({ demanded }: Subjects, { kind, sha256 }: Doc, judged: Judged): Judged {
  if (!demanded || sha256 !== undefined || judged.outcome !== 'pass') return judged;
  return open(unknown(`a ${kind.replaceAll('-', ' ')} is named without its digest`, 'sha256'));
}

/** An outcome about data that may not be the rule's is unknown, unless the rule would not look at it anyway. */
function unlessSelected(selected: Tri, judged: Judged): Judged {
  if (!isUnknown(selected) || judged.outcome === 'not-applicable') return judged;
  return open(selected);
}

const selected = ({ rule }: Sitting, asset: BoundAsset): Tri => (rule.data ? selects(rule.data, asset.it) : false);

function ofAsset(sitting: Sitting, asset: BoundAsset): Finding[] {
  const { rule, scope } = sitting;
  const about = selected(sitting, asset);
  if (about === false) return [];
  const within = { ...scope, data: asset.it };
  return write(
    sitting,
    { ...asset, basis: basisOf(rule, 'data', asset) },
    unlessSelected(about, judge(rule, within)),
    within,
  );
}

function ofPlacements(sitting: Sitting, asset: BoundAsset): Finding[] {
  const about = selected(sitting, asset);
  if (about === false) return [];
  return (sitting.rule.activities ?? []).flatMap((activity) => {
    const placed = asset.answers.get(activity) ?? [];
    const said = placed.flatMap((placement) => ofPlacement(sitting, asset, placement, about));
    return asset.answered.has(activity) ? said : [...said, ...unanswered(sitting, asset, activity, about)];
  });
}

function ofPlacement(sitting: Sitting, asset: BoundAsset, placement: BoundPlacement, about: Tri): Finding[] {
  const { rule, scope } = sitting;
  const { place } = placement.it;
  const within = { ...scope, data: asset.it, placement: placement.it, place };
  const basis = weakest([
    placement.placed.basis,
    basisOf(rule, 'placement', placement, placement.placed.basis),
    basisOf(rule, 'data', asset, placement.placed.basis),
  ]);
  return write(
    sitting,
    { subject: placement.subject, at: placement.at, place: String(place), basis, seen: placement.placed.seen },
    unlessSelected(about, judge(rule, within)),
    within,
  );
}

/** An activity that was neither placed nor denied is a question, unless the rule would not look at it anywhere. */
function unanswered(sitting: Sitting, asset: BoundAsset, activity: Activity, about: Tri): Finding[] {
  const { rule, scope } = sitting;
  const nowhere = Object.assign(new Placement(), { activity });
  const asked: Tri = rule.when === undefined ? true : rule.when({ ...scope, data: asset.it, placement: nowhere });
  const question = unknown(`${whereOf(activity, asset.it.id)} was not said`, 'activity');
  const judged = asked === false ? notApplicable : open(isUnknown(about) ? about : question);
  return write(sitting, { subject: `${asset.subject}/${activity}`, at: asset.at, basis: 'declared' }, judged);
}

/** The weakest basis among the facts of a subject that the rule reads; `otherwise` when it reads none. */
function basisOf(rule: LoadedRule, variable: string, { bases }: Bound<object>, otherwise: Basis = 'declared'): Basis {
  const read = rule.reads.flatMap(([first, name]) =>
    first === variable && name !== undefined ? (bases.get(name) ?? []) : [],
  );
  return read.length === 0 ? otherwise : weakest(read);
}
