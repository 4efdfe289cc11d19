import * as z from 'zod';

/**
 * What CloudFormation asks of a Lambda Hook, as far as it is read here.
 *
 * https://docs.aws.amazon.com/cloudformation-cli/latest/hooks-userguide/lambda-hooks-create-lambda-function.html
 * Not tried on AWS. The values that parameters are given are not among what is documented.
 */
export const Request = z.object({
  awsAccountId: z.string().regex(/^\d{12}$/, 'expected the 12 digits of an account'),
  actionInvocationPoint: z.enum(['CREATE_PRE_PROVISION', 'UPDATE_PRE_PROVISION', 'DELETE_PRE_PROVISION']),
  requestData: z.object({
    targetType: z.string(),
    /** Of stacks and change sets: a presigned address in S3. It is a secret: who has it can read the template. */
    payload: z.string().optional(),
    /** Documented for resources; read here as well in case that a stack's content stands in it. */
    targetModel: z.unknown().optional(),
  }),
  clientRequestToken: z.string(),
});
export type Request = z.infer<typeof Request>;

/** What stands at the address, or in the event itself: the template as it was given, JSON or YAML. */
export const Content = z.object({ template: z.string() });

/** The answer. A `message` is cut to 4,096 characters, so that ours are shorter. */
export type Answer = {
  readonly hookStatus: 'SUCCESS' | 'FAILED';
  readonly errorCode?: 'NonCompliant' | 'InternalFailure';
  readonly message: string;
  readonly clientRequestToken: string;
};

export const mostMessage = 4_000;
