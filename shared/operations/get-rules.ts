import { rulesPage } from '../report/page-rules.ts';
import { answerable } from './answer-text.ts';
import type { CataloguePorts } from './catalogue-asked.ts';
import { type PackAsked, packAsked } from './pack-asked.ts';

/** The rules of one version of a pack as a page of HTML. Throws `not_found`. */
export async function getRules(ports: CataloguePorts, asked: PackAsked): Promise<string> {
  return answerable(rulesPage(await packAsked(ports, asked)));
}
