import type { Activity } from '../declaration/activity.ts';
import type { Category } from './category.ts';
import type { Words } from './open-list.ts';
import type { Place } from './place.ts';
import type { Tri } from './unknown.ts';

/**
 * What expressions speak of. A field that is absent was not said: reading it is unknown. Facts are further
 * fields, put there by `Object.assign`; the check of a pack knows their types.
 */

export class Party {
  declare readonly name?: string;
  declare readonly country?: string;
  declare readonly is?: string;
}

export class Placement {
  declare readonly activity: Activity;
  /** The activity in words, for reasons: `is stored at`. */
  declare readonly happens: string;
  declare readonly place: Place;
  /** The place as it is written. */
  declare readonly at?: string;
  declare readonly by?: Party;

  /** What would keep this in India, for remedies. */
  get mend(): string {
    if (this.activity === 'access') return 'Open it only from India';
    if (this.activity === 'transfer') return 'Send it only to recipients in India';
    return `Have this only at a site in India, such as ${this.place.nearest}`;
  }
}

export class Asset {
  declare readonly id: string;
  declare readonly category?: Category;
  declare readonly contexts: Words;
  /** Whether any rule in force confines this data to India: the derived duty of other packs. */
  declare readonly staysInIndia: Tri;
}

export class Doc {
  declare readonly kind: string;
  declare readonly sha256?: string;
  declare readonly title?: string;
}

export class Owner {
  /** Whether this is an owner of the operator itself, and not of one of its owners. */
  declare readonly direct: boolean;
  declare readonly name?: string;
  declare readonly country?: string;
  declare readonly control?: boolean;
  declare readonly percent?: number;
  declare readonly owners: readonly Owner[];
}

export class Terms {
  declare readonly storedOnlyIn?: readonly string[];
  /** Whether the quoted sentence stands in the public terms word for word; absent without quote or document. */
  declare readonly quoted?: Tri;
}

export class App {
  declare readonly name: string;
  declare readonly country?: string;
  declare readonly roles: Words;
  declare readonly exemptions: Words;
  declare readonly assets: readonly Asset[];
  declare readonly documents: readonly Doc[];
  declare readonly owners: readonly Owner[];
}

/** The option taken for each disputed clause. */
export class Reading {}
