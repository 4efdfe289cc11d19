/** What API Gateway answers by itself, before any code of ours: `{"message": …}`, and no problem details. */
export type GatewayAnswer = { readonly message: string; readonly cause: string; readonly cure: string };

/** By status. The local gateway says the same. Taken from AWS's documents; not tried on AWS. */
export const gatewayAnswers = {
  400: {
    message: 'Bad Request',
    cause: 'The path holds a `%` without two hexadecimal digits after it.',
    cure: 'Encode path parameters (RFC 3986).',
  },
  401: {
    message: 'Unauthorized',
    cause: 'There is no token, or it is expired, not yet valid, of another issuer, for another audience, or forged.',
    cure: 'Ask your identity provider for a new token; send it as `Authorization: Bearer <token>`.',
  },
  403: {
    message: 'Forbidden',
    cause: 'The token is good and lacks the scope of the operation.',
    cure: 'Ask for a token with the scope that the operation names.',
  },
  404: {
    message: 'Not Found',
    cause: 'There is no such route: a wrong path or method, an empty path parameter, a slash at the end.',
    cure: 'Compare path and method with the operations.',
  },
  413: {
    message: 'Request Entity Too Large',
    cause: 'The request is longer than the gateway (10 MB) or the function (6 MB) takes.',
    cure: 'Send less, or compress it; long evidence is uploaded (`POST /v1/evidence`).',
  },
  429: {
    message: 'Too Many Requests',
    cause: 'The operation is asked more often than it may be, by all callers together.',
    cure: 'Send the same request again, under the same key, after a pause that grows. There is no `Retry-After`.',
  },
  500: {
    message: 'Internal Server Error',
    cause: 'The function failed before it could answer, or was too late.',
    cure: 'Send the same request again, under the same key.',
  },
  503: {
    message: 'Service Unavailable',
    cause: 'No function could answer within 30 seconds.',
    cure: 'Send the same request again, under the same key, after a pause that grows.',
  },
} as const satisfies Readonly<Record<number, GatewayAnswer>>;
export type GatewayStatus = keyof typeof gatewayAnswers;
