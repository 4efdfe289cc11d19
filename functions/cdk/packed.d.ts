import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib/core';

export type NivasOptions = {
  /** The date whose law and approvals decide, such as `2026-11-22`. Without it: today in India. */
  readonly asOf?: string | undefined;
  /** Lets pass what nobody can tell; the report says so. A breach is never let pass. */
  readonly allowUnknown?: boolean | undefined;
  /** Takes no place at its word: what nothing synthesized shows, nobody can tell. */
  readonly requireEvidence?: boolean | undefined;
  /** Where stacks are deployed that name no region themselves. */
  readonly region?: string | undefined;
  /** The account of stacks that name none themselves. */
  readonly account?: string | undefined;
};

/**
 * A validation plugin that fails `cdk synth` where a declaration of where data is, and what the app deploys, do not keep
 * the rules, or nobody can tell. It judges the whole app, all stages of it, and cannot be acknowledged away.
 *
 *     Validations.of(app).addPlugins(await Nivas.from('residency.yaml'));
 */
export declare class Nivas implements IPolicyValidationPlugin {
  private constructor();
  readonly name: 'Nivas';
  readonly version: string;
  /** Reads a declaration. Throws, with file and line, for one that is wrong. */
  static from(file: string, options?: NivasOptions): Promise<Nivas>;
  validate(context: Pick<IPolicyValidationContext, 'appConstruct'>): PolicyValidationPluginReport;
}
