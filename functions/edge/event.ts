import * as z from 'zod';

const Texts = z.record(z.string(), z.string().optional()).default({});

/** As much of an HTTP API's event (payload format 2.0) as is read here. The caller chose all of it but `requestContext`. */
export const Event = z.object({
  routeKey: z.string(),
  rawQueryString: z.string().default(''),
  headers: Texts,
  queryStringParameters: Texts,
  pathParameters: Texts,
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({
    requestId: z.string(),
    authorizer: z
      .object({
        jwt: z.object({
          claims: z.record(z.string(), z.unknown()),
          scopes: z.array(z.string()).nullish(),
        }),
      })
      .optional(),
  }),
});
export type Event = z.infer<typeof Event>;

/** As much of a request as decides in what form it is answered. */
export type Asked = Pick<Event, 'headers' | 'rawQueryString'>;

const Asked = Event.pick({ headers: true, rawQueryString: true });

/** In what form whatever came is to be answered, be it an event or not. */
export const formOf = (event: unknown): Asked => Asked.safeParse(event).data ?? { headers: {}, rawQueryString: '' };
