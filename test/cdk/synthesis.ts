import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, Stack, Validations } from 'aws-cdk-lib/core';
import * as z from 'zod';
import { Nivas, type NivasOptions } from '../../functions/cdk/nivas.ts';
import { newFolder } from '../cli/terminal.ts';

// CDK's own check of templates takes seconds, and is another plugin.
process.env.CDK_VALIDATION = 'false';

const account = '123456789012';

export const mumbai = { account, region: 'ap-south-1' };
export const ireland = { account, region: 'eu-west-1' };

/** A declaration that keeps every rule, in a folder of its own with its terms: all that is deployed holds its videos. */
export async function declared(change: (text: string) => string = (text) => text): Promise<string> {
  const folder = await newFolder();
  await cp('examples/short-video-after', folder, { recursive: true });
  const file = join(folder, 'residency.yaml');
  const text = await readFile(file, 'utf8');
  const stored = text.replace('store: { at: yotta/nm1, by: yotta }', 'store: aws/ap-south-1');
  await writeFile(file, change(`${stored}resources: { videos: ["*"] }\n`));
  return file;
}

/** An app with a bucket in one stack. */
export async function appIn(env: { account: string; region?: string }): Promise<App> {
  const app = new App({ analyticsReporting: false, outdir: join(await newFolder(), 'cdk.out') });
  new Bucket(new Stack(app, 'Main', { env }), 'Videos');
  return app;
}

const Report = z.object({
  pluginReports: z.array(
    z.object({
      pluginName: z.string(),
      conclusion: z.string(),
      metadata: z.record(z.string(), z.string()).optional(),
      violations: z.array(
        z.object({
          ruleName: z.string(),
          severity: z.string(),
          description: z.string(),
          suggestedFix: z.string().optional(),
          violatingConstructs: z.array(
            z.object({
              constructPath: z.string(),
              cloudFormationResource: z
                .object({
                  templatePath: z.string(),
                  logicalId: z.string(),
                  propertyPaths: z.array(z.string()).optional(),
                })
                .optional(),
            }),
          ),
        }),
      ),
      suppressedViolations: z.array(z.object({ ruleName: z.string() })).optional(),
    }),
  ),
});
type PluginReport = z.infer<typeof Report>['pluginReports'][number];

/** What a synthesis said: nothing when it passed, and what the plugin reported, if anything. */
export type Synthesis = { readonly said: string; readonly report: PluginReport | undefined };

/** Synthesizes an app with the plugin on it. */
export async function synthesis(app: App, file: string, options: NivasOptions = {}): Promise<Synthesis> {
  Validations.of(app).addPlugins(await Nivas.from(file, { asOf: '2026-11-22', ...options }));
  let said = '';
  try {
    app.synth();
  } catch (error) {
    said = String(error);
  }
  return { said, report: await reportIn(app.outdir) };
}

export async function reportIn(folder: string): Promise<PluginReport | undefined> {
  const text = await readFile(join(folder, 'validation-report.json'), 'utf8');
  return Report.parse(JSON.parse(text)).pluginReports.find(({ pluginName }) => pluginName === 'Nivas');
}
