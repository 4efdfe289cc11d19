import { approvalOf, inTable, type RegistryIndex, type Resolved } from '../registry/lookup.ts';
import { nearestApproved } from '../registry/nearest.ts';
import { isUnknown, type Tri, type Unknown, unknown, unsettled } from './unknown.ts';

/** What the questions about a place are judged by. */
export type PlaceContext = {
  readonly registry: RegistryIndex;
  readonly resolve: (name: string) => Resolved;
  readonly scheme: string;
  readonly asOf: string;
};

/**
 * A place as a set of countries: certainly in these, possibly only in those.
 *
 * Two questions and not one (law 6): a worldwide cache fails "only in India" and does not answer "a copy in India".
 */
export class Place {
  readonly name: string;
  readonly resolved: Resolved;
  readonly certain: readonly string[];
  readonly possible: readonly string[] | null;
  readonly context: PlaceContext;
  /** Why evidence leaves it open whether this is the place at all. */
  readonly doubt: string | undefined;
  #text: string | undefined;

  constructor(resolved: Resolved, context: PlaceContext, doubt?: string) {
    this.name = resolved.name;
    this.resolved = resolved;
    this.certain = resolved.certain;
    this.possible = resolved.possible;
    this.context = context;
    this.doubt = doubt;
  }

  /** Whether everything there stays in the country. */
  onlyIn(country: string): Tri {
    if (this.certain.some((one) => one !== country)) return false;
    if (this.possible?.length === 1 && this.possible[0] === country) return true;
    return this.notOneCountry();
  }

  /** Whether a copy certainly lies in the country. */
  includes(country: string): Tri {
    if (this.certain.includes(country)) return true;
    if (this.possible && !this.possible.includes(country)) return false;
    return this.notOneCountry();
  }

  /** Whether the site is approved on the audit's date, under the named scheme or the policy set's own. */
  approved(scheme = this.context.scheme): Tri {
    const answer = this.approval(scheme);
    return isUnknown(answer) ? answer : answer.approved;
  }

  /** As `approved`, with the reason. Approval is per site: a country or a brand has none. */
  approval(scheme = this.context.scheme): { approved: boolean; why: string } | Unknown {
    const { registry, asOf } = this.context;
    if (this.doubt !== undefined) return unsettled(this.doubt, 'evidence');
    const { site, why: nowhere } = this.resolved;
    if (site === undefined && nowhere === undefined)
      return unknown(`\`${this.name}\` names no site, and an approval is per site`, 'at');
    const { approved, why } = approvalOf(registry, scheme, site?.id ?? this.name, asOf);
    if (approved !== undefined) return { approved, why };
    return site === undefined ? unknown(why, 'at') : unsettled(why, 'registry');
  }

  /** Whether a country of this place is in a dated list that an authority keeps. */
  inTable(table: string): Tri {
    const { registry, asOf } = this.context;
    const listed = (country: string) => inTable(registry, table, country, asOf);
    if (listed('IN') === undefined) return unsettled(`the list \`${table}\` is not in the registry`, 'registry');
    if (this.certain.some(listed)) return true;
    if (this.possible && !this.possible.some(listed)) return false;
    return this.notOneCountry();
  }

  /** The approved site in India nearest to this one: same provider, then same state, then by id. */
  get nearest(): string {
    const { registry, scheme, asOf } = this.context;
    const site = nearestApproved(registry, scheme, asOf, 'IN', this.resolved);
    return site === undefined ? 'a site in India that is approved' : `\`${site.id}\` (${site.name})`;
  }

  /** Why it is or is not approved under the policy set's scheme. */
  get standing(): string {
    const answer = this.approval();
    const meant = this.resolved.candidates.length === 0 ? '' : ` (did you mean ${this.#meant()}?)`;
    return isUnknown(answer) ? answer.gaps.map(({ because }) => because).join('; ') : `${answer.why}${meant}`;
  }

  /** The countries, for a reader. */
  get countries(): string {
    if (this.certain.includes('ZZ')) return 'worldwide';
    const named = this.possible ?? this.certain;
    const { countries } = this.context.registry;
    return named.length === 0 ? 'country not known' : named.map((code) => countries.get(code) ?? code).join(' or ');
  }

  toString(): string {
    this.#text ??= `\`${this.name}\` (${this.countries})`;
    return this.#text;
  }

  private notOneCountry(): Unknown {
    if (this.doubt !== undefined) return unsettled(this.doubt, 'evidence');
    const { why, candidates } = this.resolved;
    const meant = candidates.length === 0 ? '' : ` (did you mean ${this.#meant()}?)`;
    const because = `${why ?? `\`${this.name}\` does not resolve to one country`}${meant}`;
    // of a site that the registry knows, the operator can say no more
    return this.resolved.site === undefined ? unknown(because, 'at') : unsettled(because, 'registry');
  }

  #meant(): string {
    return this.resolved.candidates.map((id) => `\`${id}\``).join(' or ');
  }
}
