import type { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Reply } from './ask.ts';
import type { Finding } from './finding.ts';

/** What an installation is called. */
export type Names = { readonly records: string; readonly catalogue: string; readonly bucket: string };

/** The installation that is looked at. */
export type Patient = {
  /** Where the service answers, without a slash at its end. */
  readonly origin: string;
  /** What it says of its health, asked once; or a sentence on why it says nothing. */
  readonly health: Reply | string;
  readonly names: Names;
  readonly dynamodb: DynamoDBDocumentClient;
  readonly s3: S3Client;
  /** Whether tables and bucket are an emulator's on this machine, which has not all that AWS has. */
  readonly emulated: { readonly tables: boolean; readonly bucket: boolean };
  readonly now: () => Date;
  /** Tells a person who waits how far it is. */
  readonly progress: (text: string) => void;
};

/** Looks at one thing. What it throws is for the doctor to say. */
export type Check = (patient: Patient) => Promise<readonly Finding[]>;
