import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib/core';
import * as z from 'zod';
import { NivasError } from '../../shared/error.ts';
import { heldAgainst } from '../../shared/evidence/deployed/held-against.ts';
import { todayInIndia } from '../../shared/operations/today.ts';
import { requiredSet } from '../../shared/policy/release.ts';
import { notJudged, type SynthReport, synthReport } from '../../shared/report/synth.ts';
import { assemblyIn } from '../cli/assembly-folder.ts';
import { auditOpened, type OpenFile, openFile, readOpened } from '../cli/audit-file.ts';
import { problemLines } from '../cli/problem-lines.ts';
import { shownPath } from '../cli/shown-path.ts';
import { packageVersion } from '../cli/version.ts';
import { synthesized } from './synthesized.ts';

const Options = z.strictObject({
  asOf: z.string().optional(),
  allowUnknown: z.boolean().optional(),
  requireEvidence: z.boolean().optional(),
  region: z.string().optional(),
  account: z.string().optional(),
});

/**
 * `asOf` is today in India unless it is given; `region` and `account` are for stacks that name none. `requireEvidence`:
 * no place is taken at its word, and what nothing synthesized shows fails as what nobody can tell does.
 */
export type NivasOptions = Readonly<z.infer<typeof Options>>;

/**
 * Fails `cdk synth` of an app whose stacks, those of all its stages, do not keep what a declaration says, or of which
 * nobody can tell.
 */
export class Nivas implements IPolicyValidationPlugin {
  readonly name = 'Nivas';
  readonly version: string;
  readonly #file: string;
  readonly #opened: OpenFile;
  readonly #options: NivasOptions & { readonly asOf: string };

  private constructor(version: string, file: string, opened: OpenFile, options: NivasOptions & { asOf: string }) {
    this.version = version;
    this.#file = file;
    this.#opened = opened;
    this.#options = options;
  }

  /** Reads a declaration. Throws, with every line that is wrong, for one that cannot be judged. */
  static async from(file: string, options: NivasOptions = {}): Promise<Nivas> {
    try {
      const { asOf = todayInIndia(new Date()), ...more } = optionsOf(options);
      const opened = await openFile(file);
      readOpened(opened, asOf);
      return new Nivas(await packageVersion(), shownPath(file), opened, { asOf, ...more });
    } catch (error) {
      if (!(error instanceof NivasError)) throw error;
      throw new Error(problemLines(error, shownPath(file)).join('\n'), { cause: error });
    }
  }

  /** The CDK's command takes a plugin that throws for one that found nothing, so whatever goes wrong is reported. */
  validate({ appConstruct }: Pick<IPolicyValidationContext, 'appConstruct'>): PolicyValidationPluginReport {
    try {
      if ('outdir' in appConstruct && typeof appConstruct.outdir === 'string') return this.#judge(appConstruct.outdir);
      return notJudged(['this version of the CDK does not say where it synthesizes to']);
    } catch (error) {
      return notJudged(error instanceof NivasError ? problemLines(error, this.#file) : [String(error)]);
    }
  }

  #judge(folder: string): SynthReport {
    const { asOf, allowUnknown = false, requireEvidence = false, region, account } = this.#options;
    const set = requireEvidence ? requiredSet : undefined;
    const where = { ...(region === undefined ? {} : { region }), ...(account === undefined ? {} : { account }) };
    const name = shownPath(folder);
    const assembly = { folder, name, ...assemblyIn(folder, name, where) };
    const { reading, input } = readOpened(this.#opened, asOf);
    const read = { ...assembly, locate: () => undefined };
    const { shown, lookedAt } = heldAgainst([read], reading.declaration, input.registry);
    const { audit, name: application, locate } = auditOpened(this.#opened, asOf, shown, set);
    const unread = lookedAt.flatMap((one) => one.unread);
    const file = this.#file;
    return synthReport(
      { audit, name: application, file, placeOf: (pointer) => ({ file, ...locate(pointer) }), allowUnknown },
      synthesized({ ...assembly, deployment: { ...assembly.deployment, unread } }, shown),
    );
  }
}

function optionsOf(given: NivasOptions): NivasOptions {
  const { data, error } = Options.safeParse(given);
  if (data !== undefined) return data;
  throw new NivasError('request_invalid', `the options of the plugin are wrong: ${z.prettifyError(error)}`);
}
