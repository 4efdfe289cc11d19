import { Refusal } from './authorizer.ts';
import type { PlannedRoute } from './template.ts';

/** The route that a request is for, with the parameters in its path. Throws 404, and 400 for a broken escape. */
export function routeOf(routes: readonly PlannedRoute[], method: string, path: string) {
  for (const route of routes) {
    const [routeMethod, template = ''] = route.key.split(' ');
    const parameters = routeMethod === method ? match(template.split('/'), path.split('/')) : undefined;
    if (parameters !== undefined) return { route, parameters };
  }
  throw new Refusal(404, 'Not Found');
}

function match(template: readonly string[], path: readonly string[]): Record<string, string> | undefined {
  if (template.length !== path.length) return undefined;
  const parameters: [string, string][] = [];
  for (const [at, part] of template.entries()) {
    const sent = path[at] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== sent : sent === '') return undefined;
    if (name !== undefined) parameters.push([name, decoded(sent)]);
  }
  return Object.fromEntries(parameters);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Refusal(400, 'Bad Request'); // `%` without two hex digits: the caller wrote it.
  }
}
