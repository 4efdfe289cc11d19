import type { Route } from './route.ts';
import { cataloguing } from './routes/catalogue.ts';
import { describing } from './routes/description.ts';
import { evidencing } from './routes/evidence.ts';
import { reading } from './routes/reading.ts';
import { recording } from './routes/recording.ts';

export { type Lambda, lambdas, type Route, type Scope, scopes } from './route.ts';

/** Every route once: CDK, validation, OpenAPI, the tests of tenants and the local server derive from this list. */
export const routes = [
  ...recording,
  ...evidencing,
  ...reading,
  ...cataloguing,
  ...describing,
] as const satisfies readonly Route[];
export type RouteName = (typeof routes)[number]['name'];
export type RouteNamed<N extends RouteName> = Extract<(typeof routes)[number], { name: N }>;

export function routeNamed<N extends RouteName>(name: N): RouteNamed<N> {
  const found = routes.find((route): route is RouteNamed<N> => route.name === name);
  if (found === undefined) throw new Error(`there is no route \`${name}\``);
  return found;
}
